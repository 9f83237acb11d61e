using System.Net;
using System.Text.RegularExpressions;
using FunctionsScheduler.Testing;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace FunctionsScheduler.Api.Tests.Docs;

public abstract class DocsApiTests(ApiFixture platform) : ApiTests(platform)
{
    [Fact]
    public async Task OpenApi_IsValid()
    {
        var (_, diagnostic) = await DocumentAsync();

        Assert.Empty(diagnostic.Errors);
        Assert.Empty(diagnostic.Warnings);
    }

    [Fact]
    public async Task OpenApi_NamesEveryRoute()
    {
        var (document, _) = await DocumentAsync();

        string[] routes =
        [
            "DELETE /api/jobs/{id}", "GET /api/jobs/{id}", "GET /api/jobs/{id}/artifacts/{name}", "GET /api/jobs/{id}/events", "GET /api/jobs/{id}/logs",
            "GET /api/queues", "GET /api/queues/{queue}", "GET /get_job_status/{task_id}", "GET /health/live", "GET /health/ready", "POST /api/jobs",
            "POST /api/jobs/{id}/cancel", "POST /api/jobs/{id}/retry", "POST /api/queues/{queue}/pause", "POST /api/queues/{queue}/purge",
            "POST /api/queues/{queue}/replay", "POST /api/queues/{queue}/resume", "POST /submit_job",
        ];
        Assert.Equal(routes, Operations(document).Select(static operation => operation.Route).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(Operations(document), static operation => Assert.False(string.IsNullOrEmpty(operation.Summary), $"{operation.Route} has no summary."));
    }

    [Fact]
    public async Task OpenApi_OfASubmission_SaysWhatItsFieldsAre()
    {
        var (document, _) = await DocumentAsync();

        var fields = document.Components!.Schemas!["JobSubmission"].Properties!;
        Assert.Equal(
            ["type", "payload", "queue", "priority", "delaySeconds", "runAt", "timeoutSeconds", "retry", "tags"], fields.Keys);
        // The API refuses numbers in quotes, so its description must not offer them.
        Assert.Equal(JsonSchemaType.Integer, fields["priority"].Type);
        Assert.Equal(JsonSchemaType.Number | JsonSchemaType.Null, fields["delaySeconds"].Type);
        Assert.Equal("date-time", fields["runAt"].Format);
        Assert.Equal(JsonSchemaType.String | JsonSchemaType.Null, fields["runAt"].Type);
        Assert.All(fields, static field => Assert.DoesNotContain("&lt;", field.Value.Description ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OpenApi_OfAJob_SaysWhatItsMembersAre()
    {
        var (document, _) = await DocumentAsync();

        var job = document.Components!.Schemas!["Job"].Properties!;
        Assert.Equal(Jobs.SubmitJobTests.Members, job.Keys);
        Assert.Equal(JsonSchemaType.String, job["createdAt"].Type);
        Assert.Equal(JsonSchemaType.Integer, job["attempt"].Type);
        Assert.All(job, static member => Assert.DoesNotContain("&lt;", member.Value.Description ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Docs_AreAPageThatNeedsNothingFromElsewhere()
    {
        using var http = new HttpClient { BaseAddress = Platform.Host.Address };

        using var response = await http.GetAsync("/docs", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.DoesNotMatch("https?://|[\"']//", page);
        var sources = Regex.Matches(page, "(?:src|href)=\"(?<file>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(static match => match.Groups["file"].Value).ToList();
        Assert.NotEmpty(sources);
        foreach (var source in sources)
        {
            using var file = await http.GetAsync(new Uri(response.RequestMessage!.RequestUri!, source), Cancellation);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [Fact]
    public async Task Root_LeadsToTheDocs()
    {
        using var response = await Api.GetAsync("/");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/docs", response.Headers.Location?.OriginalString);
    }

    private static IEnumerable<(string Route, string? Summary)> Operations(OpenApiDocument document) =>
        document.Paths.SelectMany(static path => path.Value.Operations!.Select(operation => ($"{operation.Key.Method} {path.Key}", operation.Value.Summary)));

    private async Task<(OpenApiDocument Document, OpenApiDiagnostic Diagnostic)> DocumentAsync()
    {
        using var response = await Api.GetAsync("/openapi/v1.json");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var (document, diagnostic) = OpenApiDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation), OpenApiConstants.Json);
        return (document!, diagnostic!);
    }
}

using System.Text.Json;

namespace FunctionsScheduler.Testing;

/// <summary>Checks that an answer is problem details as RFC 9457 has them.</summary>
public static class ProblemAssert
{
    /// <summary>Checks status, media type and members of an error.</summary>
    /// <returns>The problem.</returns>
    public static async Task<JsonElement> HasStatusAsync(int status, HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode == status, $"{status} was expected, not {(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("type").GetString()!);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
        return problem;
    }

    /// <summary>Checks a 400: each wrong field is named, and nothing else is.</summary>
    /// <returns>What is said of each field.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> NamesFieldsAsync(HttpResponseMessage response, params string[] fields)
    {
        var problem = await HasStatusAsync(400, response);
        var errors = problem.GetProperty("errors").EnumerateObject()
            .ToDictionary(static error => error.Name, static error => string.Join("; ", error.Value.EnumerateArray()), StringComparer.Ordinal);
        Assert.Equal(fields.Order(StringComparer.Ordinal), errors.Keys.Order(StringComparer.Ordinal));
        foreach (var (field, message) in errors)
            Assert.Contains($"{field}: {message.Split("; ")[0]}", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        return errors;
    }
}

using System.Net;
using System.Text.Json;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Compatibility;

/// <summary>The two routes of the platform that this one replaces, as its README shows them.</summary>
public abstract class CeleryPlatformTests(ApiFixture platform) : ApiTests(platform)
{
    [Fact]
    public async Task SubmitAndGetStatus_SessionOfTheOldReadme_GivesTheOldAnswers()
    {
        using var submitted = await Api.PostAsync("/submit_job", """{"job_type":"data","payload":{"data":"sample input"}}""");

        Assert.Equal(HttpStatusCode.OK, submitted.StatusCode);
        var accepted = await JsonOf(submitted);
        var id = Assert.Single(accepted.EnumerateObject(), static member => member.Name == "task_id").Value.GetString();
        Assert.Single(accepted.EnumerateObject());
        await Api.FinishAsync(id!);
        using var status = await Api.GetAsync($"/get_job_status/{id}");
        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
        Assert.Equal(
            $$"""{"task_id":"{{id}}","status":"SUCCESS","result":"Processed data: SAMPLE INPUT"}""", await status.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task GetStatus_OfAJobThatWaits_IsPendingWithoutResult()
    {
        var job = await Api.SubmitAsync("""{"type": "data", "payload": {"data": "x"}, "delaySeconds": 3600}""");
        var id = job.GetProperty("id").GetString();

        var status = await Api.GetJsonAsync($"/get_job_status/{id}");

        Assert.Equal($$"""{"task_id":"{{id}}","status":"PENDING","result":null}""", status.GetRawText());
    }

    [Fact]
    public async Task GetStatus_OfAJobThatRuns_IsStarted()
    {
        await using var gate = await GatedServer.StartAsync();
        using var submitted = await Api.PostAsync("/submit_job", gate.Job().Replace("\"type\"", "\"job_type\"", StringComparison.Ordinal));
        var id = (await JsonOf(submitted)).GetProperty("task_id").GetString()!;
        await gate.ArrivedAsync(1);

        var status = await Api.GetJsonAsync($"/get_job_status/{id}");

        Assert.Equal("STARTED", status.GetProperty("status").GetString());
        gate.Open();
        await Api.FinishAsync(id);
    }

    [Fact]
    public async Task GetStatus_OfAJobThatFailed_IsFailureWithTheReason()
    {
        await using var server = await RemoteServer.ServeAsync("no image"u8.ToArray(), "text/plain");
        var job = await Api.RunAsync($$$"""{"type": "image", "payload": {"image_url": "{{{server.Url}}}"}}""");

        var status = await Api.GetJsonAsync($"/get_job_status/{job.GetProperty("id")}");

        Assert.Equal("FAILURE", status.GetProperty("status").GetString());
        Assert.Equal(job.GetProperty("error").GetProperty("message").GetString(), status.GetProperty("result").GetString());
    }

    [Theory]
    [InlineData("data.01M84GB1E11HMBPQR11TV6WW2C")]
    [InlineData("9a2c1d0e-5f6b-4c7d-8e9f-0a1b2c3d4e5f")]
    public async Task GetStatus_UnknownId_Is404(string id)
    {
        using var response = await Api.GetAsync($"/get_job_status/{id}");

        await ProblemAssert.HasStatusAsync(404, response);
    }

    [Theory]
    [InlineData("""{"job_type": "video", "payload": {}}""", "job_type")]
    [InlineData("""{"payload": {"data": "x"}}""", "job_type")]
    [InlineData("""{"job_type": "data", "payload": {}}""", "payload.data")]
    [InlineData("""{"job_type": "image", "payload": {}}""", "payload.image_url")]
    [InlineData("""{"job_type": "data"}""", "payload")]
    [InlineData("""{"job_type": 5, "payload": {}}""", "job_type")]
    [InlineData("""{"type": "data", "payload": {"data": "x"}}""", "type")]
    [InlineData("not json", "body")]
    public async Task Submit_WrongField_Is400AndNamesIt(string body, string field)
    {
        using var response = await Api.PostAsync("/submit_job", body);

        await ProblemAssert.NamesFieldsAsync(response, field);
    }

    [Fact]
    public async Task Submit_UnknownType_SaysWhichThereAre()
    {
        using var response = await Api.PostAsync("/submit_job", """{"job_type": "video", "payload": {}}""");

        var errors = await ProblemAssert.NamesFieldsAsync(response, "job_type");
        Assert.Equal("'video' is not a job type; it must be one of: data, http, image", errors["job_type"]);
    }

    private static async Task<JsonElement> JsonOf(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;
}

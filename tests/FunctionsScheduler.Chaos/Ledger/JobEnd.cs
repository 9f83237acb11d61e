using System.Text.Json;

namespace FunctionsScheduler.Chaos.Ledger;

/// <summary>A job as the API shows it; once it has ended, none of this may ever change.</summary>
internal sealed record JobEnd(string Id, string State, int Attempt, string? Worker, string? FinishedAt, string Payload, string Result, string Error)
{
    public bool IsFinal => State is "succeeded" or "failed" or "cancelled";

    public static JobEnd Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var job = document.RootElement;
        return new JobEnd(
            Text("id")!, Text("state")!, job.GetProperty("attempt").GetInt32(), Text("worker"), Text("finishedAt"),
            Raw("payload"), Raw("result"), Raw("error"));

        string? Text(string name) => job.GetProperty(name).GetString();

        string Raw(string name) => job.GetProperty(name).GetRawText();
    }
}

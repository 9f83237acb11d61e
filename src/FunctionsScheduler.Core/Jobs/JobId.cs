using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FunctionsScheduler.Jobs;

/// <summary>The name of a job: <c>&lt;queue&gt;.&lt;ulid&gt;</c>. It names its queue, so any lookup is one hop.</summary>
public readonly record struct JobId
{
    private const int UlidLength = 26;

    private JobId(string queue, string value)
    {
        Queue = queue;
        Value = value;
    }

    /// <summary>The queue the job belongs to.</summary>
    public string Queue { get; }

    /// <summary>The whole id, as clients see it.</summary>
    public string Value { get; }

    /// <summary>Makes a new id for a queue; ids of one queue sort by the time they were made.</summary>
    public static JobId New(string queue, DateTimeOffset now) =>
        new(queue, $"{queue}.{Ulid.NewUlid(now).ToString(null, CultureInfo.InvariantCulture)}");

    /// <summary>Reads an id; false when the text is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JobId id)
    {
        id = default;
        var dot = text?.LastIndexOf('.') ?? -1;
        if (dot < 1 || text!.Length - dot - 1 != UlidLength || !QueueName.IsValid(text.AsSpan(0, dot)) || !Ulid.TryParse(text.AsSpan(dot + 1), CultureInfo.InvariantCulture, out _))
            return false;
        id = new JobId(text[..dot], text);
        return true;
    }

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is not a job id.</exception>
    public static JobId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a job id.");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

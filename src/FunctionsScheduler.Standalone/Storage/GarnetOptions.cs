using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FunctionsScheduler.Standalone.Storage;

/// <summary>Settings of the section <c>Garnet</c>: the embedded store, used when <c>Redis</c> is not set.</summary>
internal sealed partial class GarnetOptions : IValidatableObject
{
    private const int MinMegabytes = 256;

    /// <summary>Where the store keeps its log and checkpoints. Jobs survive a restart.</summary>
    public string DataDirectory { get; set; } = "./data";

    /// <summary>The port on 127.0.0.1 where the store listens; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>
    /// How much the store may hold, such as <c>512m</c> or <c>4g</c>; half of the machine's memory when left out. It must hold all jobs that are
    /// kept, of which a small one takes about 2 KB; when it is nearly full, jobs are refused.
    /// </summary>
    public string Memory { get; set; } = $"{Math.Max(MinMegabytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / 1024 / 1024)}m";

    /// <summary>How long the append-only log may grow, such as <c>512m</c>, before a checkpoint takes its place.</summary>
    public string LogLimit { get; set; } = "1g";

    /// <summary>Whether a job is acknowledged only when it is in the log on disk. Without, the last milliseconds before a crash can be lost.</summary>
    public bool CommitWait { get; set; } = true;

    /// <summary><see cref="Memory"/> as a number.</summary>
    internal long MemoryMegabytes =>
        long.Parse(Memory.AsSpan(0, Memory.Length - 1), CultureInfo.InvariantCulture) * (Memory[^1] is 'g' or 'G' ? 1024 : 1);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(DataDirectory))
            yield return new ValidationResult("Garnet:DataDirectory is empty; it must be a directory, such as './data'.");
        if (Port is < 0 or > 65535)
            yield return new ValidationResult($"Garnet:Port is {Port}; it must be from 0 (any free port) to 65535.");
        if (!Size().IsMatch(Memory))
            yield return new ValidationResult($"Garnet:Memory is '{Memory}'; it must be a size such as '512m' or '4g'.");
        else if (MemoryMegabytes < MinMegabytes)
            yield return new ValidationResult($"Garnet:Memory is '{Memory}'; it must be at least {MinMegabytes}m.");
        if (!Size().IsMatch(LogLimit))
            yield return new ValidationResult($"Garnet:LogLimit is '{LogLimit}'; it must be a size such as '512m' or '4g'.");
    }

    [GeneratedRegex("^[1-9][0-9]{0,8}[mg]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Size();
}

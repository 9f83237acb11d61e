using System.ComponentModel.DataAnnotations;
using System.Net;

namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>What jobs may reach over the network, and how much they may fetch. Section <c>Outbound</c>.</summary>
public sealed class OutboundOptions : IValidatableObject
{
    internal const string Section = "Outbound";

    /// <summary>Lets job URLs reach loopback, private and reserved addresses too. For tests and closed networks.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>Networks that job URLs may reach although they are private, in CIDR form: <c>10.1.0.0/16</c>.</summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>The largest body a job fetches, in bytes after decompression; 100 MiB unless set.</summary>
    public long MaxBytes { get; set; } = 100 * 1024 * 1024;

    /// <summary>How many redirects of one request are followed; 5 unless set.</summary>
    public int MaxRedirects { get; set; } = 5;

    /// <summary>How long a connection may take to be made; 10 seconds unless set.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxBytes < 1)
            yield return new ValidationResult($"Outbound:MaxBytes must be a number of bytes from 1 up, not {MaxBytes}.");
        if (MaxRedirects is < 0 or > 20)
            yield return new ValidationResult($"Outbound:MaxRedirects must be from 0 to 20, not {MaxRedirects}.");
        if (ConnectTimeout <= TimeSpan.Zero || ConnectTimeout > TimeSpan.FromMinutes(5))
            yield return new ValidationResult($"Outbound:ConnectTimeout must be from above 00:00:00 to 00:05:00, not {ConnectTimeout}.");
        foreach (var network in AllowedNetworks.Where(static network => !IPNetwork.TryParse(network, out _)))
            yield return new ValidationResult($"Outbound:AllowedNetworks must hold networks such as 10.1.0.0/16, not '{network}'.");
    }
}

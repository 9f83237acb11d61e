using System.ComponentModel.DataAnnotations;
using System.Net;

namespace FunctionsScheduler.Api.Management;

/// <summary>Settings of the section <c>Management</c>.</summary>
public sealed class ManagementOptions : IValidatableObject
{
    /// <summary>The port of metrics and health; 0 takes a free one.</summary>
    public int Port { get; set; } = 9464;

    /// <summary>The address it listens on: 127.0.0.1, or 0.0.0.0 where probes and Prometheus come from other hosts.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Port is < 0 or > 65535)
            yield return new ValidationResult($"Management:Port is {Port}; it must be from 0 (any free port) to 65535.");
        if (!IPAddress.TryParse(Address, out _))
            yield return new ValidationResult($"Management:Address is '{Address}'; it must be an IP address, such as 127.0.0.1 or 0.0.0.0.");
    }
}

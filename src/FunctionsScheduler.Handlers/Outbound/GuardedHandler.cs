using Microsoft.Security.AntiSSRF;

namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>
/// Makes the innermost handler of all outbound calls: it looks at the addresses it is about to connect to, and refuses private ones.
/// </summary>
internal static class GuardedHandler
{
    /// <summary>
    /// IPv6 forms that carry an IPv4 address and that the library's list leaves out: IPv4-compatible (RFC 4291, 2.5.5.1)
    /// and IPv4-translated (RFC 2765, 2.1). Its list has NAT64, 6to4 and Teredo; IPv4-mapped addresses are compared as IPv4.
    /// </summary>
    private static readonly string[] EmbeddedIPv4 = ["::/96", "::ffff:0:0:0/96"];

    private const int MaxHeaderKilobytes = 32;

    public static AntiSSRFHandler Create(OutboundOptions options)
    {
        var policy = new AntiSSRFPolicy(options.AllowPrivateNetworks ? PolicyConfigOptions.None : PolicyConfigOptions.ExternalOnlyLatest)
        {
            AllowPlainTextHttp = true,
            AddXFFHeader = false,
        };
        if (!options.AllowPrivateNetworks)
        {
            policy.AddDeniedAddresses(EmbeddedIPv4);
            policy.AddAllowedAddresses([.. options.AllowedNetworks]);
        }
        var handler = policy.GetHandler();
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.ConnectTimeout = options.ConnectTimeout;
        handler.MaxResponseHeadersLength = MaxHeaderKilobytes;
        return handler;
    }
}

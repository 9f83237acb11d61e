using System.Net;
using FunctionsScheduler.Api.Auth;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Standalone;

/// <summary>Who can reach the API, and whether they need a key.</summary>
/// <param name="Urls">Where it listens.</param>
/// <param name="IsLoopback">Whether only this machine reaches it.</param>
/// <param name="KeysRequired">Whether requests need a key.</param>
internal sealed record Access(string[] Urls, bool IsLoopback, bool KeysRequired)
{
    /// <summary>Keys are asked for unless only this machine can reach the API and no keys are configured, or <c>Auth:Required</c> says no.</summary>
    /// <exception cref="OptionsValidationException">An address is wrong, or keys are required and there are none.</exception>
    public static Access Of(string urls, IConfiguration configuration)
    {
        var addresses = urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var isLoopback = addresses.Length > 0 && addresses.All(IsOnLoopback);
        var auth = new AuthOptions();
        configuration.GetSection("Auth").Bind(auth);
        var required = auth.Required ?? (!isLoopback || auth.ApiKeys.Count > 0);
        if (required && auth.ApiKeys.Count == 0)
        {
            throw Invalid($"The API would listen on {urls}, which others can reach, but Auth:ApiKeys has no key. {ApiKey.HowToMake}");
        }
        return new Access(addresses, isLoopback, required);
    }

    private static bool IsOnLoopback(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException e)
        {
            throw Invalid($"--urls has '{url}', which is not an address such as {StandaloneApp.DefaultUrls}. {e.Message}");
        }
        return address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    private static OptionsValidationException Invalid(string message) => new("Auth", typeof(AuthOptions), [message]);
}

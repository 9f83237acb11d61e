using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using FunctionsScheduler.Api.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Api.Auth;

/// <summary>Lets in who sends a configured key, as <c>X-Api-Key</c> or as bearer token.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemeOptions, ILoggerFactory loggers, UrlEncoder encoder, IOptions<AuthOptions> options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemeOptions, loggers, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string HeaderName = "X-Api-Key";
    private const string Bearer = "Bearer ";

    private readonly byte[][] _hashes = [.. options.Value.ApiKeys.Select(Convert.FromHexString)];

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Sent() is not { Length: > 0 } key)
            return Task.FromResult(AuthenticateResult.NoResult());
        var hash = ApiKey.HashBytes(key);
        // Every hash is compared, each in constant time: how long it takes tells nothing of the keys.
        var known = false;
        foreach (var candidate in _hashes)
            known |= CryptographicOperations.FixedTimeEquals(candidate, hash);
        if (!known)
            return Task.FromResult(AuthenticateResult.Fail("The API key is not known."));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, Convert.ToHexStringLower(hash)[..8])], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        await Problems.Unauthorized($"Send an API key in the header {HeaderName}, or as bearer token.").ExecuteAsync(Context);
    }

    private string? Sent()
    {
        if (Request.Headers[HeaderName].ToString() is { Length: > 0 } key)
            return key;
        var authorization = Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;
    }
}

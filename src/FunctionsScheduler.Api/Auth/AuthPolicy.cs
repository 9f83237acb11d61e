using Microsoft.AspNetCore.Authorization;

namespace FunctionsScheduler.Api.Auth;

/// <summary>Whether this host asks for keys. A host that is open to nobody else says so by registering one of its own.</summary>
/// <param name="KeysRequired">Whether requests need an API key.</param>
public sealed record AuthPolicy(bool KeysRequired)
{
    internal AuthorizationPolicy ToAuthorizationPolicy()
    {
        var policy = new AuthorizationPolicyBuilder(ApiKeyHandler.SchemeName);
        return (KeysRequired ? policy.RequireAuthenticatedUser() : policy.RequireAssertion(static _ => true)).Build();
    }
}

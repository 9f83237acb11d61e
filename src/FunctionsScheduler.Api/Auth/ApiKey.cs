using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsScheduler.Api.Auth;

/// <summary>API keys: 256 random bits for the client, their SHA-256 for the configuration.</summary>
public static class ApiKey
{
    /// <summary>What to tell somebody who needs a key.</summary>
    public const string HowToMake =
        "To make a key: dotnet run --project src/FunctionsScheduler.Standalone -- create-key; set Auth__ApiKeys__0 to the hash it prints.";

    /// <summary>Makes a key.</summary>
    public static string Create() => "fs_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The hash of a key, as the configuration has it.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(HashBytes(key));

    internal static byte[] HashBytes(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

using System.ComponentModel.DataAnnotations;

namespace FunctionsScheduler.Api.Auth;

/// <summary>Settings of the section <c>Auth</c>.</summary>
public sealed class AuthOptions : IValidatableObject
{
    /// <summary>Whether requests need an API key; null lets the host decide (only Standalone on loopback goes without).</summary>
    public bool? Required { get; set; }

    /// <summary>The keys that are let in, each as the SHA-256 of the key in 64 hexadecimal digits.</summary>
    public IList<string> ApiKeys { get; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < ApiKeys.Count; i++)
        {
            if (ApiKeys[i].Length != 64 || !ApiKeys[i].All(char.IsAsciiHexDigit))
                yield return new ValidationResult($"Auth:ApiKeys:{i} is not the SHA-256 of a key in 64 hexadecimal digits. {ApiKey.HowToMake}");
        }
        if (Required == true && ApiKeys.Count == 0)
            yield return new ValidationResult($"Auth:Required is true, but Auth:ApiKeys has no key. {ApiKey.HowToMake}");
    }
}

namespace FunctionsScheduler.Artifacts;

/// <summary>What an artifact may be called: 1 to 100 letters, digits, '.', '-' and '_', not starting with a dot.</summary>
public static class ArtifactName
{
    private const int MaxLength = 100;

    /// <summary>Whether an artifact may have this name.</summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > MaxLength || name[0] == '.')
            return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))
                return false;
        }
        return true;
    }
}

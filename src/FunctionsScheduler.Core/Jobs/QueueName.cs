namespace FunctionsScheduler.Jobs;

/// <summary>What a queue may be called: 1 to 64 letters, digits, '-' and '_'. The name becomes part of every key and id of the queue.</summary>
public static class QueueName
{
    private const int MaxLength = 64;

    /// <summary>Whether a queue may have this name.</summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > MaxLength)
            return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        }
        return true;
    }
}

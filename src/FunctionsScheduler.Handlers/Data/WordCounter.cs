using System.Buffers;
using System.Globalization;
using System.Text;

namespace FunctionsScheduler.Handlers.Data;

/// <summary>Counts words, lines and characters as a text streams by.</summary>
internal sealed class WordCounter
{
    private const int BufferChars = 32 * 1024;
    private const int RankedTerms = 10;

    /// <summary>Some 10 MB at the worst; the largest novels have fewer distinct words.</summary>
    private const int MaxTerms = 50_000;

    /// <summary>Longer words are counted, but not ranked.</summary>
    private const int MaxTermChars = 64;

    private readonly TermRanking _ranking = new(MaxTerms);
    private readonly char[] _term = new char[MaxTermChars];
    private int _termChars;
    private bool _inWord;
    private char _joiner;
    private char _previous = '\n';
    private long _words;
    private long _lineBreaks;
    private long _characters;

    /// <summary>Counts to the end of the text.</summary>
    public static async Task<TextCounts> CountAsync(TextReader text, CancellationToken cancellationToken)
    {
        var counter = new WordCounter();
        var buffer = ArrayPool<char>.Shared.Rent(BufferChars);
        try
        {
            var kept = 0;
            while (await text.ReadAsync(buffer.AsMemory(kept), cancellationToken) is var read and > 0)
                kept = counter.Add(buffer, kept + read);
            return counter.Finish();
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>Counts what the buffer holds, up to half a surrogate pair at its end, which is moved to its start.</summary>
    private int Add(char[] buffer, int length)
    {
        var rest = buffer.AsSpan(0, length);
        while (!rest.IsEmpty && Rune.DecodeFromUtf16(rest, out var rune, out var used) != OperationStatus.NeedMoreData)
        {
            Add(rune, rest[..used]);
            rest = rest[used..];
        }
        rest.CopyTo(buffer);
        return rest.Length;
    }

    private void Add(Rune rune, ReadOnlySpan<char> chars)
    {
        _characters++;
        if (IsWordPart(rune))
        {
            if (_joiner != 0)
                Append([_joiner]);
            Append(chars);
            _inWord = true;
            _joiner = '\0';
        }
        else if (_inWord && _joiner == 0 && rune.Value is '\'' or '’' or '-')
        {
            _joiner = chars[0];
        }
        else
        {
            EndWord();
        }
        // A carriage return ends a line, and the line feed after it does not end another.
        if (rune.Value == '\r' || (rune.Value == '\n' && _previous != '\r'))
            _lineBreaks++;
        _previous = chars[^1];
    }

    private static bool IsWordPart(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value)
        : Rune.IsLetterOrDigit(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private void Append(ReadOnlySpan<char> chars)
    {
        if (_termChars + chars.Length <= MaxTermChars)
            chars.CopyTo(_term.AsSpan(_termChars));
        _termChars += chars.Length;
    }

    private void EndWord()
    {
        if (_inWord)
        {
            _words++;
            if (_termChars <= MaxTermChars)
            {
                Span<char> lower = stackalloc char[_termChars];
                _term.AsSpan(0, _termChars).ToLowerInvariant(lower);
                _ranking.Add(lower);
            }
        }
        _inWord = false;
        _joiner = '\0';
        _termChars = 0;
    }

    private TextCounts Finish()
    {
        EndWord();
        var lastLine = _previous is '\n' or '\r' ? 0 : 1;
        return new TextCounts(_words, _lineBreaks + lastLine, _characters, _ranking.Top(RankedTerms), _ranking.Exact);
    }
}

using System.Text;
using FunctionsScheduler.Handlers.Outbound;
using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Handlers.Data;

/// <summary>The text a job works on, given or fetched, read as a stream or as a whole.</summary>
internal sealed class TextSource : IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private readonly string? _text;
    private readonly Download? _download;

    private TextSource(string? text, Download? download, Stream content, long? length, JobContext context)
    {
        _text = text;
        _download = download;
        Content = new ProgressStream(content, length, context);
    }

    /// <summary>The bytes: UTF-8 for a given text, as served for a fetched one. Reading them reports the job's progress.</summary>
    public Stream Content { get; }

    public static TextSource Of(string text, JobContext context)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new TextSource(text, download: null, new MemoryStream(bytes, writable: false), bytes.Length, context);
    }

    public static TextSource Of(Download download, JobContext context) => new(text: null, download, download.Content, download.Length, context);

    /// <summary>The text as a stream; a byte order mark outranks the character set that the server names, and UTF-8 is assumed.</summary>
    /// <exception cref="PermanentJobException">The server names a character set that is not known.</exception>
    public StreamReader OpenText() => new(Content, ServedEncoding(), detectEncodingFromByteOrderMarks: true, BufferBytes, leaveOpen: true);

    /// <summary>The whole text.</summary>
    public async Task<string> ReadAllAsync()
    {
        if (_text is not null)
            return _text;
        using var reader = OpenText();
        return await reader.ReadToEndAsync();
    }

    public void Dispose()
    {
        Content.Dispose();
        _download?.Dispose();
    }

    private Encoding ServedEncoding()
    {
        if (_download?.CharSet is not { } name)
            return Encoding.UTF8;
        return CharSet.Find(name)
            ?? throw new PermanentJobException($"'{_download.Host}' sent text in the character set '{name}', which is not known here.");
    }
}

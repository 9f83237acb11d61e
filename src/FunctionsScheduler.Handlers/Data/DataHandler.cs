using System.Security.Cryptography;
using FunctionsScheduler.Handlers.Data.Csv;
using FunctionsScheduler.Handlers.Outbound;
using FunctionsScheduler.Handlers.Payloads;
using FunctionsScheduler.Processing;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.Data;

/// <summary>The job type <c>data</c>: works on a text. What it answers depends on the operation: a string, or a record of counts.</summary>
internal sealed class DataHandler(OutboundClient outbound, IOptions<DataOptions> options) : IJobHandler<DataPayload, object>
{
    public async Task<object> HandleAsync(DataPayload payload, JobContext context)
    {
        var operation = EnumWords<DataOperation>.Parse(payload.Operation);
        using var source = await OpenAsync(payload, operation, context);
        return operation switch
        {
            null => $"Processed data: {(await source.ReadAllAsync()).ToUpperInvariant()}",
            DataOperation.Upper => (await source.ReadAllAsync()).ToUpperInvariant(),
            DataOperation.Lower => (await source.ReadAllAsync()).ToLowerInvariant(),
            DataOperation.Reverse => Graphemes.Reverse(await source.ReadAllAsync()),
            DataOperation.Sha256 => Convert.ToHexStringLower(await SHA256.HashDataAsync(source.Content, context.CancellationToken)),
            DataOperation.WordCount => await WordCounter.CountAsync(source.OpenText(), context.CancellationToken),
            DataOperation.CsvSummary => await CsvSummarizer.SummarizeAsync(source.OpenText(), context.CancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(payload), operation, "Unknown operation."),
        };
    }

    private async Task<TextSource> OpenAsync(DataPayload payload, DataOperation? operation, JobContext context)
    {
        if (payload.Data is { } text)
            return TextSource.Of(text, context);
        return TextSource.Of(await outbound.GetAsync(new Uri(payload.Url!), MaxBytes(operation), context.CancellationToken), context);
    }

    /// <summary>An operation that answers with the text itself takes less of it than one that only reads.</summary>
    private long? MaxBytes(DataOperation? operation) =>
        operation is null or DataOperation.Upper or DataOperation.Lower or DataOperation.Reverse ? options.Value.MaxTextBytes : null;
}

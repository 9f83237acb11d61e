using FunctionsScheduler.Handlers.Outbound;
using FunctionsScheduler.Handlers.Payloads;
using FunctionsScheduler.Processing;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.Images;

/// <summary>The job type <c>image</c>: fetches an image, works on it, and keeps the result as an artifact.</summary>
internal sealed class ImageHandler(
    OutboundClient outbound, IImageEngine engine, ImagePlanner planner, ImageThreads threads, IOptions<ImageOptions> options)
    : IJobHandler<ImagePayload, ImageResult>
{
    private const double Fetched = 30;
    private const double Rendered = 90;

    public async Task<ImageResult> HandleAsync(ImagePayload payload, JobContext context)
    {
        var source = await FetchAsync(new Uri(payload.ImageUrl!), context.CancellationToken);
        context.ReportProgress(Fetched);
        var output = EnumWords<OutputFormat>.Parse(payload.Format) ?? DefaultFormat(source.Format);
        var encoding = new ImageEncoding(output, payload.Quality ?? ImageEncoding.DefaultQuality);
        var (original, plan, content) = await threads.RunAsync(
            () =>
            {
                var original = engine.Describe(source);
                var plan = planner.Plan(original, payload.Operations);
                return (original, plan, engine.Render(source, plan.Steps, encoding, context.CancellationToken));
            },
            context.CancellationToken);
        context.ReportProgress(Rendered);
        var format = EnumWords<OutputFormat>.Of(encoding.Format);
        var artifact = await context.Artifacts.PutAsync($"result.{format}", $"image/{format}", content, context.CancellationToken);
        return new ImageResult(
            plan.Width, plan.Height, encoding.Format, content.Length, artifact,
            new ImageFileInfo(original.Width, original.Height, source.Format, source.Content.Length));
    }

    private async Task<ImageSource> FetchAsync(Uri url, CancellationToken cancellationToken)
    {
        using var download = await outbound.GetAsync(url, options.Value.MaxBytes, cancellationToken);
        var content = await download.ReadAllAsync(cancellationToken);
        if (ImageSignature.Detect(content) is { } format)
            return new ImageSource(content, format);
        var sent = download.MediaType is { } mediaType ? $" (it says '{mediaType}')" : "";
        throw new PermanentJobException(
            $"What '{download.Host}' sent{sent} is not an image in one of the formats: {EnumWords<ImageFormat>.Allowed}.");
    }

    private static OutputFormat DefaultFormat(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => OutputFormat.Jpeg,
        ImageFormat.Webp => OutputFormat.Webp,
        _ => OutputFormat.Png,
    };
}

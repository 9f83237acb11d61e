using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;

namespace FunctionsScheduler.Handlers.ImageSharp;

/// <summary>ImageSharp, set up for images of strangers, many at once.</summary>
internal static class EngineConfiguration
{
    private const int BytesPerPixel = 4;
    private const int Megabyte = 1024 * 1024;

    /// <summary>What tables and windows of rows take whatever the number of pixels: an image of 16,383 x 12 vectors of 16 bytes, and its like.</summary>
    private const int LeastMegabytes = 64;

    /// <summary>The formats allowed and no others; no buffer larger than the largest image allowed; one thread an image: jobs run side by side already.</summary>
    public static Configuration Create(long maxPixels) =>
        new(new JpegConfigurationModule(), new PngConfigurationModule(), new WebpConfigurationModule(), new GifConfigurationModule())
        {
            MaxDegreeOfParallelism = 1,
            MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions
            {
                AllocationLimitMegabytes = (int)Math.Max(LeastMegabytes, (maxPixels * BytesPerPixel + Megabyte - 1) / Megabyte),
            }),
        };
}

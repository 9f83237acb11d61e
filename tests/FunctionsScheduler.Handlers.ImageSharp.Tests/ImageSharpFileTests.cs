using FunctionsScheduler.Handlers.Images;
using FunctionsScheduler.Handlers.Tests.Images;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.ImageSharp.Tests;

public sealed class ImageSharpFileTests() : ImageFileConformanceTests(new ImageSharpEngine(Options.Create(new ImageOptions())));

using FunctionsScheduler.Handlers.Images.Vips;

namespace FunctionsScheduler.Handlers.Tests.Images;

public sealed class VipsImageFileTests() : ImageFileConformanceTests(new VipsImageEngine());

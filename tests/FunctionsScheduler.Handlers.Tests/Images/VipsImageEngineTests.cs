using FunctionsScheduler.Handlers.Images.Vips;

namespace FunctionsScheduler.Handlers.Tests.Images;

public sealed class VipsImageEngineTests() : ImageEngineConformanceTests(new VipsImageEngine());

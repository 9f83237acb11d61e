using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Core.Tests.Jobs;

public sealed class JobCatalogTests
{
    [Fact]
    public void Names_OfTypesInAnyOrder_AreSorted()
    {
        var catalog = new JobCatalog([.. new[] { "resize", "crop", "Zoom", "blur", "rotate" }.Select(static name => new Type(name))]);

        Assert.Equal(["Zoom", "blur", "crop", "resize", "rotate"], catalog.Names);
    }

    private sealed record Type(string Name) : JobType(Name, "image", new JobTypeOptions())
    {
        public override IReadOnlyList<FieldError> Validate(RawJson payload) => [];

        public override Task<RawJson> HandleAsync(IServiceProvider services, RawJson payload, JobContext context) => Task.FromResult(payload);
    }
}

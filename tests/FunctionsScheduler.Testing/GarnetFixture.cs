using FunctionsScheduler.Standalone.Storage;

namespace FunctionsScheduler.Testing;

/// <summary>The embedded store, as Standalone runs it.</summary>
public sealed class GarnetFixture : StoreFixture
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("fs-garnet-");
    private EmbeddedGarnet? _garnet;

    public override string Endpoint => _garnet!.Endpoint;

    protected override Task<bool> StartAsync()
    {
        _garnet = EmbeddedGarnet.Start(new GarnetOptions { DataDirectory = _directory.FullName, Memory = "256m" });
        return Task.FromResult(true);
    }

    protected override Task StopAsync()
    {
        _garnet?.Dispose();
        _directory.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests;

/// <summary>
/// Tests of the API through HTTP and nothing else, so that they hold for every kind of host. The classes that name a host and a store are
/// in a folder of that host.
/// </summary>
public abstract class ApiTests
{
    protected ApiTests(ApiFixture platform)
    {
        platform.Require();
        Platform = platform;
    }

    protected ApiFixture Platform { get; }

    protected ApiClient Api => Platform.Host.Client;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}

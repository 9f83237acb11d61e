using System.Reflection;
using FunctionsScheduler.Api;
using FunctionsScheduler.Functions.Http;
using FunctionsScheduler.Functions.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsScheduler.Functions.Tests.Http;

public sealed class RouteTests
{
    private static readonly IReadOnlyList<DeclaredFunction> Functions = [.. DeclaredFunction.All.Where(static function => function.Http is not null)];

    [Fact]
    public void EveryEndpoint_ButTheRoot_HasOneFunctionWithItsRouteAndMethod()
    {
        var endpoints = Endpoints().Select(static endpoint => Describe(endpoint.RoutePattern.RawText!, endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods));

        var functions = Functions.Where(static function => function.Name != nameof(FallbackFunction.UnroutedRequest))
            .Select(static function => Describe(function.Http!.Route!, function.Http.Methods!));
        Assert.Equal(endpoints.Where(static endpoint => endpoint != "GET /").Order(StringComparer.Ordinal), functions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Fallback_TakesWhateverNoOtherFunctionDoes()
    {
        var fallback = Functions.Single(static function => function.Name == nameof(FallbackFunction.UnroutedRequest));

        Assert.Equal("{*path}", fallback.Http!.Route);
        Assert.True(fallback.Http.Methods is null or [], "It must take every method.");
        Assert.Equal(fallback, Functions.MaxBy(static function => function.Name, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void EveryFunction_LeavesKeysToTheApi() =>
        Assert.All(Functions, static function => Assert.Equal(AuthorizationLevel.Anonymous, function.Http!.AuthLevel));

    [Fact]
    public void EveryFunction_IsNamedAsItsMethod_Once()
    {
        Assert.All(DeclaredFunction.All, static function => Assert.Equal(function.Method.Name, function.Name));
        Assert.Distinct(DeclaredFunction.All.Select(static function => function.Name), StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void EveryNamedEndpoint_HasAFunctionOfItsName()
    {
        var names = Endpoints().Select(static endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName).OfType<string>()
            .Where(static name => !name.Contains('.', StringComparison.Ordinal));

        Assert.Superset(names.ToHashSet(StringComparer.Ordinal), Functions.Select(static function => function.Name).ToHashSet(StringComparer.Ordinal));
    }

    private static string Describe(string route, IEnumerable<string> methods) =>
        $"{string.Join(' ', methods.Select(static method => method.ToUpperInvariant()))} /{route.Trim('/')}";

    /// <summary>The API's endpoints, from its own pipeline.</summary>
    private static IEnumerable<RouteEndpoint> Endpoints()
    {
        using var host = FunctionsHost.Build(("Redis", "127.0.0.1:1"));
        new ApplicationBuilder(host.Services).UseSchedulerApi();
        return [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
    }
}

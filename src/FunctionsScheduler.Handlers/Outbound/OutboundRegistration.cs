using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.Outbound;

internal static class OutboundRegistration
{
    /// <summary>Adds <see cref="OutboundClient"/>, guarded and limited as the section <c>Outbound</c> says.</summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<OutboundOptions>(configuration, OutboundOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient<OutboundClient>(static client =>
            {
                // The job's own deadline ends a call.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("FunctionsScheduler");
            })
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(static provider => GuardedHandler.Create(Options(provider)))
            .AddHttpMessageHandler(static () => new DecompressionHandler())
            .AddHttpMessageHandler(static provider => new RedirectHandler(Options(provider).MaxRedirects))
            .AddHttpMessageHandler(static () => new ConnectErrorHandler());
        return services;
    }

    private static OutboundOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<OutboundOptions>>().Value;
}

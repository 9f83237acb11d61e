using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Security.AntiSSRF;

namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>Says of every hop what went wrong and with which host, and whether another attempt is worth it.</summary>
internal sealed class ConnectErrorHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = request.RequestUri!.Authority;
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (AntiSSRFException e)
        {
            throw new OutboundRefusedException(
                $"The call to '{host}' was refused: it leads to a private, loopback, link-local or otherwise reserved address.", e);
        }
        catch (ArgumentException e)
        {
            // What no name server is asked for: 0.0.0.0, [::], names that are too long.
            throw new OutboundRefusedException($"The call to '{host}' was refused: that is not a host that can be called.", e);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException)
        {
            throw new RemoteHostException($"Could not connect to '{host}' in time.", e);
        }
        catch (AuthenticationException e)
        {
            throw new RemoteHostException($"Could not make a secure connection to '{host}': {e.Message}", e);
        }
        catch (Exception e) when (e is SocketException or IOException or HttpRequestException)
        {
            throw new RemoteHostException($"Could not reach '{host}': {e.Message}", e);
        }
    }
}

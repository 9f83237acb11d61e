using System.Net;
using System.Net.Sockets;

namespace FunctionsScheduler.Testing;

/// <summary>Ports of 127.0.0.1 for servers that cannot choose one themselves.</summary>
public static class LoopbackPort
{
    /// <summary>
    /// A port below those that outgoing connections get (32768 and up on Linux): while the server is down, one of its clients that tries on
    /// could otherwise be given the very port, connect to itself and keep the server from coming back.
    /// </summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}

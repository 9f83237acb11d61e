using System.Net;
using System.Net.Sockets;
using FunctionsScheduler.Handlers.Outbound;
using FunctionsScheduler.Handlers.Tests.Platform;
using FunctionsScheduler.Processing;
using FunctionsScheduler.Testing;
using Microsoft.AspNetCore.Http;

namespace FunctionsScheduler.Handlers.Tests.Outbound;

public sealed class OutboundGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("[::1]")]
    [InlineData("[::7f00:1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:0:127.0.0.1]")]
    [InlineData("[64:ff9b::a00:1]")]
    [InlineData("[64:ff9b:1::a00:1]")]
    [InlineData("[2002:a00:1::]")]
    [InlineData("[2001::1]")]
    [InlineData("[fc00::1]")]
    [InlineData("[fd00:ec2::254]")]
    [InlineData("[fe80::1]")]
    [InlineData("[fec0::1]")]
    [InlineData("[ff02::1]")]
    public async Task Send_ToAnAddressThatIsNotPublic_IsRefused(string host)
    {
        using var jobs = JobHost.Guarded();

        var error = await Assert.ThrowsAsync<OutboundRefusedException>(() => jobs.RunAsync("http", $$"""{"url": "http://{{host}}:1/"}"""));

        Assert.IsType<PermanentJobException>(error, exactMatch: false);
        Assert.Matches("^The call to '.+:1' was refused: it leads to a private, loopback, link-local or otherwise reserved address.$", error.Message);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    public async Task Send_ToTheUnspecifiedAddress_IsRefused(string host)
    {
        using var jobs = JobHost.Open();

        var error = await Assert.ThrowsAsync<OutboundRefusedException>(() => jobs.RunAsync("http", $$"""{"url": "http://{{host}}:1/"}"""));

        Assert.Equal($"The call to '{host}:1' was refused: that is not a host that can be called.", error.Message);
    }

    [Theory]
    [InlineData("data", "url")]
    [InlineData("image", "image_url")]
    [InlineData("http", "url")]
    public async Task Send_FromAnyJobType_IsGuarded(string type, string field)
    {
        using var jobs = JobHost.Guarded();
        await using var server = await RemoteServer.ServeAsync("secret");

        await Assert.ThrowsAsync<OutboundRefusedException>(() => jobs.RunAsync(type, $$"""{"{{field}}": "{{server.At()}}"}"""));
    }

    [Fact]
    public async Task Send_ToAnAllowedNetwork_Passes()
    {
        using var jobs = JobHost.Guarded(("Outbound:AllowedNetworks:0", "127.0.0.1/32"));
        await using var server = await RemoteServer.ServeAsync("internal");

        var result = await jobs.RunAsync("http", $$"""{"url": "{{server.At()}}"}""");

        Assert.Equal("internal", result.GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("http://127.0.0.2:1/", "The call to '127.0.0.2:1' was refused")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "The call to '169.254.169.254' was refused")]
    [InlineData("http://[::ffff:169.254.169.254]/", "was refused")]
    [InlineData("file:///etc/passwd", "redirects to a URL that was refused: it must be an absolute http or https URL")]
    [InlineData("ftp://example.com/", "redirects to a URL that was refused: it must be an absolute http or https URL")]
    [InlineData("http://me:secret@example.com/", "redirects to a URL that was refused: it must not hold a user name or password")]
    public async Task Send_RedirectedWhereJobsMustNotGo_IsRefused(string target, string message)
    {
        using var jobs = JobHost.Guarded(("Outbound:AllowedNetworks:0", "127.0.0.1/32"));
        await using var server = await RemoteServer.StartAsync(context =>
        {
            context.Response.Redirect(target);
            return Task.CompletedTask;
        });

        var error = await Assert.ThrowsAsync<OutboundRefusedException>(() => jobs.RunAsync("http", $$"""{"url": "{{server.At()}}"}"""));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NobodyListens_IsWorthAnotherAttempt()
    {
        using var jobs = JobHost.Open();
        // Bound and not listening: nobody else gets this port, and whoever calls it is refused.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        var error = await Assert.ThrowsAsync<RemoteHostException>(() => jobs.RunAsync("http", $$"""{"url": "http://127.0.0.1:{{port}}/"}"""));

        Assert.StartsWith($"Could not reach '127.0.0.1:{port}': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_HostThatDoesNotExist_IsWorthAnotherAttempt()
    {
        using var jobs = JobHost.Guarded();

        var error = await Assert.ThrowsAsync<RemoteHostException>(() => jobs.RunAsync("http", """{"url": "http://no-such-host.invalid/"}"""));

        Assert.Contains("'no-such-host.invalid'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ServerThatSpeaksNoTls_IsWorthAnotherAttempt()
    {
        using var jobs = JobHost.Open();
        await using var server = await RemoteServer.ServeAsync("plain");

        var error = await Assert.ThrowsAsync<RemoteHostException>(() => jobs.RunAsync("http", $$"""{"url": "https://{{server.Authority}}/"}"""));

        Assert.Contains($"'{server.Authority}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ConnectionThatIsNeverMade_TimesOut()
    {
        using var jobs = JobHost.Open(("Outbound:ConnectTimeout", "00:00:00.05"));
        // A queue of length 0 that is full: the kernel lets further callers wait.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(full.LocalEndPoint!, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<RemoteHostException>(() => jobs.RunAsync("http", $$"""{"url": "http://{{full.LocalEndPoint}}/"}"""));

        Assert.Equal($"Could not connect to '{full.LocalEndPoint}' in time.", error.Message);
    }
}

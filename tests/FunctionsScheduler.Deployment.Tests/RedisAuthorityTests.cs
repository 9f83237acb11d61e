using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FunctionsScheduler.Deployment.Tests.Checks;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Deployment.Tests;

/// <summary>A Redis like Memorystore: TLS with a certificate from an authority of its own, and a password. The app trusts it the way the gke overlay has it.</summary>
[Trait("Store", "redis-server")]
public sealed class RedisAuthorityTests
{
    private const string Password = "secret";
    private const string Variable = "SSL_CERT_FILE";

    public RedisAuthorityTests() => RedisServer.Require();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_AuthorityInTheFile_IsReady(bool certificateListsAddress)
    {
        Assert.All(OverlayTests.Overlay("gke").Where(static manifest => manifest.Kind == "Deployment"), static app => Assert.NotNull(AppCheck.Variable(app, Variable)));

        Assert.Equal(HttpStatusCode.OK, await ReadinessAsync(certificateListsAddress, Variable));
    }

    [Fact]
    public async Task Start_AuthorityUnknown_IsNotReady() => Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadinessAsync(certificateListsAddress: true, "UNREAD"));

    private static async Task<HttpStatusCode> ReadinessAsync(bool certificateListsAddress, string variable)
    {
        using var directory = new TestDirectory();
        var authority = WriteCertificates(directory.FullName, certificateListsAddress);
        await using var redis = new RedisServer();
        var port = FreePort();
        await redis.StartAsync(
            "--tls-port", $"{port}", "--tls-cert-file", Path.Combine(directory.FullName, "server.crt"), "--tls-key-file", Path.Combine(directory.FullName, "server.key"),
            "--tls-ca-cert-file", authority, "--tls-auth-clients", "no", "--requirepass", Password);

        await using var app = StandaloneProcess.Launch(
            directory,
            ["--role", "worker", "--Management:Port=0", $"--Redis=127.0.0.1:{port},password={Password},ssl=true"],
            (variable, authority));
        await app.ReadyAsync();
        using var http = new HttpClient { BaseAddress = app.Management };
        using var answer = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static string WriteCertificates(string folder, bool listAddress)
    {
        var (begin, end) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var authorityKey = RSA.Create(2048);
        var authorityRequest = new CertificateRequest("O=Example, CN=Redis Server CA", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var authority = authorityRequest.CreateSelfSigned(begin, end);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (listAddress)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
        }
        using var certificate = request.Create(authority, begin, end, [1]);
        File.WriteAllText(Path.Combine(folder, "server.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "ca.crt"), authority.ExportCertificatePem());
        return Path.Combine(folder, "ca.crt");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

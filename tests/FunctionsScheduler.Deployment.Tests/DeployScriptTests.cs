namespace FunctionsScheduler.Deployment.Tests;

/// <summary>
/// The script that releases, with commands in place of kubectl and kustomize that note how they are called and fail when told to: what is applied,
/// in which order, and what comes back when something does not work.
/// </summary>
public sealed class DeployScriptTests : IDisposable
{
    private const string Image = "example.dev/functions-scheduler@sha256:0123";
    private const string Kubectl = """
        #!/usr/bin/env bash
        echo "kubectl $*" >>"$CALLS"
        case "$*" in
          kustomize*) echo new ;;
          *"get configmap release"*) cat "$WAS" ;;
          *"rollout status"*) [[ ! -e $BROKEN || $(tail -n 1 "$APPLIED") == old ]] ;;
          "apply -f "*) cat "$3" >>"$APPLIED" ;;
          *"create configmap"*) cat "${6#--from-file=manifests.yaml=}" >"$WAS" ;;
        esac
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fs-deploy-");

    public DeployScriptTests()
    {
        Shell.Require("bash");
        // A copy, for the script changes the overlay beside it.
        Directory.CreateDirectory(PathOf("keda/overlays/gke"));
        Directory.CreateDirectory(PathOf("bin"));
        File.Copy(Repository.PathOf("keda/deploy"), PathOf("keda/deploy"));
        Write("bin/kubectl", Kubectl);
        Write("bin/kustomize", "#!/usr/bin/env bash\necho \"kustomize $* in ${PWD##*/}\" >>\"$CALLS\"");
        Write("keda/smoke-test", "#!/usr/bin/env bash\necho \"smoke-test $*\" >>\"$CALLS\"\n[[ ! -e $SICK || $(tail -n 1 \"$APPLIED\") == old ]]");
        File.WriteAllText(PathOf("was"), "");
    }

    [Fact]
    public async Task Deploy_EverythingWorks_KeepsWhatWasApplied()
    {
        var (code, output, _) = await DeployAsync(Image);

        Assert.Equal(0, code);
        Assert.Contains($"deployed {Image}", output, StringComparison.Ordinal);
        Assert.Contains($"kustomize edit set image functions-scheduler={Image} in gke", Calls);
        Assert.Equal(["new"], File.ReadLines(PathOf("applied")));
        Assert.Equal(["new"], File.ReadLines(PathOf("was")));
        Assert.Equal(4, Calls.Count(static call => call.Contains("rollout status deployment/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("sick")]
    public async Task Deploy_RolloutOrSmokeTestFails_PutsBackWhatWasThereAndFails(string fault)
    {
        File.WriteAllText(PathOf("was"), "old\n");
        File.WriteAllText(PathOf(fault), "");

        var (code, _, errors) = await DeployAsync(Image);

        Assert.Equal(1, code);
        Assert.Contains("was rolled back; what was there before works", errors, StringComparison.Ordinal);
        Assert.Equal(["new", "old"], File.ReadLines(PathOf("applied")));
        Assert.Equal(["old"], File.ReadLines(PathOf("was")));
        Assert.Equal("smoke-test https://jobs.example.com", Calls[^1]);
    }

    [Fact]
    public async Task Deploy_TheFirstFails_SaysThatThereIsNothingToGoBackTo()
    {
        File.WriteAllText(PathOf("broken"), "");

        var (code, _, errors) = await DeployAsync(Image);

        Assert.Equal(1, code);
        Assert.Contains("there is nothing to go back to", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_ImageByTag_IsRefused()
    {
        var (code, _, errors) = await DeployAsync("example.dev/functions-scheduler:1.0.0");

        Assert.Equal(2, code);
        Assert.Contains("is not given by digest", errors, StringComparison.Ordinal);
        Assert.Empty(Calls);
    }

    [Fact]
    public void Deploy_WaitsForEveryDeployment()
    {
        var deployments = OverlayTests.Overlay("gke").Where(static manifest => manifest.Kind == "Deployment").Select(static manifest => manifest.Name);

        var waited = Repository.Read("keda/deploy").Split("deployments=(")[1].Split(')')[0].Split(' ');
        Assert.Equal(deployments.Order(), waited.Order());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string[] Calls => File.Exists(PathOf("calls")) ? File.ReadAllLines(PathOf("calls")) : [];

    private Task<(int Code, string Output, string Errors)> DeployAsync(string image) => Shell.RunAsync(
        [PathOf("keda/deploy"), image, "https://jobs.example.com"],
        new Dictionary<string, string>
        {
            ["PATH"] = $"{PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["CALLS"] = PathOf("calls"),
            ["APPLIED"] = PathOf("applied"),
            ["WAS"] = PathOf("was"),
            ["BROKEN"] = PathOf("broken"),
            ["SICK"] = PathOf("sick"),
        });

    private string PathOf(string relative) => Path.Combine(_folder.FullName, relative);

    private void Write(string file, string text)
    {
        File.WriteAllText(PathOf(file), text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(PathOf(file), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

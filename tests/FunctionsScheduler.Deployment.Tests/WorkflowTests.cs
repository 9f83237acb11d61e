using FunctionsScheduler.Deployment.Tests.Checks;

namespace FunctionsScheduler.Deployment.Tests;

public sealed class WorkflowTests
{
    [Theory]
    [InlineData("ci.yml")]
    [InlineData("release.yml")]
    public void Workflow_EverythingIsRight(string file) => Everything.None(WorkflowCheck.Problems(Read(file)));

    [Theory]
    [InlineData("actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "actions/checkout@v7", "'actions/checkout@v7' is not pinned")]
    [InlineData("# v7.0.1", "", "is not pinned by commit, with its version as a comment")]
    [InlineData("permissions: {}", "permissions: write-all", "its permissions are not {} at the top")]
    [InlineData("      contents: read\n", "      contents: write\n", "it may write to the repository")]
    [InlineData("    timeout-minutes: 30\n", "", "azure: it has no timeout-minutes")]
    [InlineData("persist-credentials: false", "fetch-depth: 0", "its checkout leaves a token behind")]
    [InlineData("concurrency:", "concurency:", "it may run twice at the same time")]
    [InlineData("run: .ci/run", "run: .ci/build", "there is no .ci/build")]
    [InlineData("keda/overlays/gke", "keda/overlay/gke", "there is no keda/overlay/gke")]
    [InlineData("google-chrome --version", "echo ${{ github.head_ref }}", "an expression is pasted into a script")]
    [InlineData("jobs:\n", "jobs:\n  a: [\n", "line")]
    public void Mistake_IsNamed(string right, string wrong, string expected)
    {
        var text = Read("ci.yml");
        Assert.Contains(right, text, StringComparison.Ordinal);

        Assert.Contains(WorkflowCheck.Problems(text.Replace(right, wrong, StringComparison.Ordinal)), problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void NeededJob_NotThere_IsNamed() =>
        Assert.Contains("deploy: it needs the job 'images', which is not there", WorkflowCheck.Problems(Read("release.yml").Replace("needs: image\n", "needs: images\n", StringComparison.Ordinal)));

    [Fact]
    public void Release_SmokeTestsWhatItDeploys_ByDigest()
    {
        var text = Read("release.yml");

        Assert.Contains("@${{ steps.build.outputs.digest }}", text, StringComparison.Ordinal);
        Assert.Contains("keda/deploy \"$IMAGE\" \"$API_URL\"", text, StringComparison.Ordinal);
    }

    private static string Read(string file) => Repository.Read($".github/workflows/{file}");
}

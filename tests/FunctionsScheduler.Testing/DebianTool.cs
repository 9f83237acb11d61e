namespace FunctionsScheduler.Testing;

/// <summary>A program that tests start, if it is installed.</summary>
/// <param name="name">What it is called.</param>
/// <param name="package">The Debian package it comes from.</param>
public sealed class DebianTool(string name, string package)
{
    public string Name => name;

    public bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Append("/usr/bin").Any(path => File.Exists(Path.Combine(path, name)));

    /// <summary>Skips the test without the program, or fails it where servers are required (as in CI).</summary>
    public void Require()
    {
        if (IsInstalled)
            return;
        if (Environment.GetEnvironmentVariable("FS_REQUIRE_SERVERS") == "1")
            Assert.Fail($"{name} is not installed, and FS_REQUIRE_SERVERS is 1.");
        Assert.Skip($"no {name} on this machine (Debian: apt-get install {package})");
    }
}

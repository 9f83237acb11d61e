namespace FunctionsScheduler.Testing;

/// <summary>A directory of a test's own that goes with it.</summary>
public sealed class TestDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("fs-test-");

    public string FullName => _directory.FullName;

    /// <summary>A path in it.</summary>
    public string this[string name] => Path.Combine(FullName, name);

    public void Dispose() => _directory.Delete(recursive: true);
}

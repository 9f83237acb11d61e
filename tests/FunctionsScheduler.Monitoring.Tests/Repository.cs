namespace FunctionsScheduler.Monitoring.Tests;

/// <summary>The files of the repository that these tests are part of.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    /// <summary>The whole path of something in the repository.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>The text of a file in the repository.</summary>
    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FunctionsScheduler.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests are not in the repository.");
        return folder.FullName;
    }
}

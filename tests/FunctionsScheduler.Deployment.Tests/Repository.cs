namespace FunctionsScheduler.Deployment.Tests;

/// <summary>The files of the repository that these tests are part of.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Ancestors(AppContext.BaseDirectory).First(static folder => File.Exists(Path.Combine(folder, "FunctionsScheduler.sln")));

    /// <summary>The whole path of something in the repository.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>The text of a file in the repository.</summary>
    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>A folder and those around it, from the inside out.</summary>
    public static IEnumerable<string> Ancestors(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
            yield return current.FullName;
    }
}

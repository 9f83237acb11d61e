namespace FunctionsScheduler.Rehearsal.Tests.Data;

/// <summary>The manifests of the tests, and those of the repository.</summary>
internal static class Files
{
    public static string ScaledObject { get; } = Read("scaledobject.yaml");

    public static string Deployment { get; } = Read("deployment.yaml");

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", name));
}

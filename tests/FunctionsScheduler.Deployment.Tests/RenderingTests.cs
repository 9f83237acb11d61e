using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FunctionsScheduler.Deployment.Tests.Rendering;

namespace FunctionsScheduler.Deployment.Tests;

public sealed partial class RenderingTests
{
    [Theory]
    [InlineData("keda/base")]
    [InlineData("keda/overlays/gke")]
    [InlineData("keda/overlays/local")]
    public async Task Render_IsWhatKubectlRenders(string folder)
    {
        if (await KustomizeVersionAsync() is not { } version || version < new Version(5, 0))
            Assert.Skip("no kubectl with kustomize 5 or newer on this machine");

        var expected = Yaml.Read(await RunAsync("kubectl", "kustomize", Repository.PathOf(folder))).Select(static document => OneLineSecrets(new Manifest((JsonObject)document))).ToDictionary(Key);

        var actual = Kustomization.Render(Repository.PathOf(folder)).ToDictionary(Key);
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(actual, pair => Assert.True(JsonNode.DeepEquals(expected[pair.Key].Body, pair.Value.Body), $"{pair.Key}: {pair.Value.Body}\nis not\n{expected[pair.Key].Body}"));
    }

    [Theory]
    [InlineData("namePrefix: x-", "'namePrefix' is not among what is used here")]
    [InlineData("resources: [a.yaml, a.yaml]", "ConfigMap/a is there twice")]
    [InlineData("resources: [a.yaml]\npatches:\n  - patch: '[{op: remove, path: /data}]'\n    target: {kind: Secret}", "patches nothing")]
    [InlineData("resources: [a.yaml]\npatches:\n  - patch: '[{op: replace, path: /data/other, value: x}]'\n    target: {kind: ConfigMap}", "replace of 'other' is not possible")]
    [InlineData("configMapGenerator:\n  - name: b\n    literals: [x=y]", "would get a hash in its name")]
    public void Render_WhatItDoesNotKnow_IsRefused(string settings, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("fs-kustomize-");
        File.WriteAllText(Path.Combine(folder.FullName, "a.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  key: value\n");
        File.WriteAllText(Path.Combine(folder.FullName, "kustomization.yaml"), $"kind: Kustomization\n{settings}\n");

        var refused = Assert.Throws<FormatException>(() => Kustomization.Render(folder.FullName));

        folder.Delete(recursive: true);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: yes", "'yes' is read differently")]
    [InlineData("a: 0644", "'0644' is read differently")]
    [InlineData("a: 1\na: 2", "Duplicate key")]
    [InlineData("a: [1", "While parsing a flow sequence")]
    public void Read_WhatIsAmbiguousOrBroken_IsRefused(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => Yaml.Read(text)).Message, StringComparison.Ordinal);

    /// <summary>Kustomize breaks the base64 of secrets into lines, which means nothing.</summary>
    private static Manifest OneLineSecrets(Manifest manifest)
    {
        if (manifest is { Kind: "Secret" })
        {
            foreach (var (key, value) in manifest.Body.Map("data"))
                manifest.Body["data"]![key] = value.Replace("\n", "", StringComparison.Ordinal);
        }
        return manifest;
    }

    private static string Key(Manifest manifest) => $"{manifest} in {manifest.Namespace}";

    private static async Task<Version?> KustomizeVersionAsync()
    {
        try
        {
            return Kustomize().Match(await RunAsync("kubectl", "version", "--client")) is { Success: true } match ? Version.Parse(match.Groups["version"].Value) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static async Task<string> RunAsync(params string[] command)
    {
        var (code, output, errors) = await Shell.RunAsync(command);
        Assert.True(code == 0, errors);
        return output;
    }

    [GeneratedRegex(@"Kustomize Version: v(?<version>\d+\.\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Kustomize();
}

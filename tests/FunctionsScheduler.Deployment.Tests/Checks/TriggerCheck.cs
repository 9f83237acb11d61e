using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FunctionsScheduler.Deployment.Tests.Rendering;
using FunctionsScheduler.Deployment.Tests.Schemas;

namespace FunctionsScheduler.Deployment.Tests.Checks;

/// <summary>Triggers have the parameters of their scaler, in the right form and from the right place, and the formula adds up what the triggers count.</summary>
internal static partial class TriggerCheck
{
    private static readonly HashSet<string> Numbers = ["listLength", "activationListLength", "databaseIndex"];
    private static readonly HashSet<string> Truths = ["enableTLS", "unsafeSsl"];

    public static IEnumerable<string> Problems(IReadOnlyList<Manifest> manifests) =>
        manifests.Where(static manifest => manifest.Kind == "ScaledObject")
            .SelectMany(scaled => Modifiers(scaled)
                .Concat(scaled.Body.Items("spec.triggers").SelectMany(trigger => Trigger(trigger, manifests)))
                .Select(problem => $"{scaled}: {problem}"));

    private static IEnumerable<string> Trigger(JsonNode trigger, IReadOnlyList<Manifest> manifests)
    {
        var name = $"trigger '{trigger.Text("name")}'";
        if (KedaSchemas.Parameters(trigger.Text("type") ?? "") is not { } parameters)
        {
            yield return $"{name} is of type '{trigger.Text("type")}', which KEDA does not have";
            yield break;
        }
        var metadata = trigger.Map("metadata");
        var reference = trigger.Text("authenticationRef.name");
        var authentication = manifests.FirstOrDefault(manifest => manifest.Kind == "TriggerAuthentication" && manifest.Name == reference);
        if (authentication is null)
            yield return $"{name} names the TriggerAuthentication '{reference}', which is not there";
        string[] secret = [.. authentication?.Body.Items("spec.secretTargetRef").Select(static item => item.Text("parameter")!) ?? []];

        foreach (var (key, value) in metadata)
        {
            if (!parameters.TryGetValue(key, out var parameter) || parameter.Text("metadataVariableReadable") != "true")
                yield return $"{name}: '{key}' is not a parameter of the scaler";
            else if (Numbers.Contains(key) && (!int.TryParse(value, out var number) || number < 0))
                yield return $"{name}: {key} is '{value}'; it must be a number";
            else if (Truths.Contains(key) && value is not ("true" or "false"))
                yield return $"{name}: {key} is '{value}'; it must be true or false";
        }
        foreach (var key in secret.Where(key => !parameters.TryGetValue(key, out var parameter) || parameter.Text("triggerAuthenticationVariableReadable") != "true"))
            yield return $"{authentication}: '{key}' is not a parameter that the scaler takes from there";
        // A parameter that can come from the metadata alone, has no default and is not optional.
        foreach (var (key, _) in parameters.Where(parameter => IsDemanded(parameter.Value) && !metadata.ContainsKey(parameter.Key)))
            yield return $"{name}: '{key}' is missing";
        if (!metadata.Keys.Concat(secret).Any(static key => key is "address" or "addresses" or "host" or "hosts"))
            yield return $"{name}: no address of Redis is given";
        if (secret.Contains("ca") && metadata.GetValueOrDefault("enableTLS") != "true")
            yield return $"{name}: there is a certificate authority, but enableTLS is not true";
    }

    private static bool IsDemanded(JsonNode parameter) =>
        new[] { "optional", "default", "triggerAuthenticationVariableReadable", "envVariableReadable" }.All(field => parameter[field] is null);

    private static IEnumerable<string> Modifiers(Manifest scaled)
    {
        var modifiers = scaled.Body.At("spec.advanced.scalingModifiers");
        var names = scaled.Body.Items("spec.triggers").Select(static trigger => trigger.Text("name") ?? "").ToList();
        var used = Word().Matches(modifiers.Text("formula") ?? "").Select(static match => match.Value).ToList();
        if (!names.Order().SequenceEqual(used.Order()))
            yield return $"the formula adds up {string.Join(", ", used)}; the triggers are {string.Join(", ", names)}";
        // KEDA takes a fallback with a formula for valid only when the target is a whole number.
        if (!int.TryParse(modifiers.Text("target"), out var target) || target < 1)
            yield return $"the formula's target is '{modifiers.Text("target")}'; it must be a whole number";
        if (!double.TryParse(modifiers.Text("activationTarget"), out _))
            yield return $"the formula's activationTarget is '{modifiers.Text("activationTarget")}'; it must be a number";
        if (modifiers.Text("metricType") != "AverageValue")
            yield return "the formula's metricType must be AverageValue: the sum is divided among the pods";
        if (scaled.Body.At("spec.fallback") is { } fallback && fallback.Number("replicas") is not > 0)
            yield return "fallback.replicas is 0; then KEDA scales to zero when it gets an error";
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}

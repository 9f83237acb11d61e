using FunctionsScheduler.Rehearsal.Autoscaling;

namespace FunctionsScheduler.Rehearsal.Manifests;

/// <summary>
/// Reads a ScaledObject. Understood are triggers of the type <c>redis</c> that a formula sums up, minimum and maximum, polling, cool-down,
/// and the behaviour of the autoscaler. Whatever else would change how it scales is refused, so that nothing is rehearsed that is not meant.
/// </summary>
internal static class ScaledObjectReader
{
    private const string Kind = "ScaledObject";

    /// <summary>Reads the ScaledObject in a manifest.</summary>
    /// <exception cref="ManifestException">It is wrong, or has something that is not understood.</exception>
    public static ScaledObject Read(string text)
    {
        var root = Fields.OfKind(Kind, text);
        root.Skip("apiVersion", "kind", "metadata");
        var spec = root.RequiredMap("spec");
        root.End();

        var target = spec.RequiredMap("scaleTargetRef");
        var name = target.RequiredText("name");
        target.Skip("apiVersion", "kind");
        target.End();
        var triggers = spec.Maps("triggers").Select(ReadTrigger).ToArray();
        var advanced = spec.RequiredMap("advanced");
        advanced.Skip("restoreToOriginalReplicaCount");
        var modifiers = advanced.RequiredMap("scalingModifiers");
        var behavior = ReadBehavior(advanced);
        advanced.End();
        var defaults = new ScaledObject
        {
            Target = name,
            Triggers = triggers,
            Formula = ReadFormula(modifiers.RequiredText("formula")),
            TargetPerPod = modifiers.Number("target") ?? throw modifiers.Missing("target"),
        };
        var read = defaults with
        {
            PollingInterval = spec.Seconds("pollingInterval") ?? defaults.PollingInterval,
            CooldownPeriod = spec.Seconds("cooldownPeriod") ?? defaults.CooldownPeriod,
            MinReplicas = spec.Count("minReplicaCount") ?? defaults.MinReplicas,
            MaxReplicas = spec.Count("maxReplicaCount") ?? defaults.MaxReplicas,
            ActivationTarget = modifiers.Number("activationTarget") ?? 0,
            ScaleUp = behavior.Map("scaleUp") is { } up ? ReadRules(up, ScalingRules.DefaultUp) : ScalingRules.DefaultUp,
            ScaleDown = behavior.Map("scaleDown") is { } down ? ReadRules(down, ScalingRules.DefaultDown) : ScalingRules.DefaultDown,
        };
        if (modifiers.Text("metricType") is not (null or "AverageValue"))
            throw modifiers.Wrong("metricType", "AverageValue for the rehearsal");
        modifiers.End();
        behavior.End();
        // Only errors of Redis bring it about.
        spec.Skip("fallback");
        spec.End();
        Check(read);
        return read;
    }

    private static void Check(ScaledObject read)
    {
        if (read.TargetPerPod <= 0)
            throw new ManifestException("ScaledObject.spec.advanced.scalingModifiers.target must be more than 0.");
        if (read.PollingInterval <= TimeSpan.Zero)
            throw new ManifestException("ScaledObject.spec.pollingInterval must be more than 0.");
        if (read.MaxReplicas < Math.Max(1, read.MinReplicas))
            throw new ManifestException("ScaledObject.spec.maxReplicaCount must be at least 1 and at least minReplicaCount.");
        var names = read.Triggers.Select(static trigger => trigger.Name).ToArray();
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Length)
            throw new ManifestException("ScaledObject.spec.triggers has two of the same name.");
        if (read.Formula.Names.FirstOrDefault(name => !names.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw new ManifestException($"The formula '{read.Formula.Text}' names '{unknown}', but no trigger is called so.");
    }

    private static RedisTrigger ReadTrigger(Fields trigger)
    {
        if (trigger.RequiredText("type") != "redis")
            throw trigger.Wrong("type", "redis for the rehearsal");
        var name = trigger.RequiredText("name");
        var metadata = trigger.RequiredMap("metadata");
        var key = metadata.RequiredText("listName");
        // Where Redis is, is the rehearsal's own; the formula's targets take the place of the trigger's.
        metadata.Skip(
            "listLength", "activationListLength", "address", "addressFromEnv", "host", "hostFromEnv", "port", "portFromEnv", "username", "usernameFromEnv", "passwordFromEnv",
            "enableTLS", "unsafeSsl");
        if (metadata.Text("databaseIndex") is not (null or "0"))
            throw metadata.Wrong("databaseIndex", "0");
        metadata.End();
        trigger.Skip("authenticationRef", "metricType");
        if (trigger.Text("useCachedMetrics") is not (null or "false"))
            throw trigger.Wrong("useCachedMetrics", "false for the rehearsal");
        trigger.End();
        return new RedisTrigger(name, key);
    }

    private static Formula ReadFormula(string text)
    {
        try
        {
            return Formula.Parse(text);
        }
        catch (FormatException e)
        {
            throw new ManifestException(e.Message);
        }
    }

    private static Fields ReadBehavior(Fields advanced)
    {
        if (advanced.Map("horizontalPodAutoscalerConfig") is not { } config)
            throw new ManifestException("ScaledObject.spec.advanced.horizontalPodAutoscalerConfig.behavior is missing. Without it Kubernetes reckons in an older way, which the rehearsal does not know.");
        config.Skip("name");
        var behavior = config.RequiredMap("behavior");
        config.End();
        return behavior;
    }

    private static ScalingRules ReadRules(Fields rules, ScalingRules defaults)
    {
        var policies = rules.Maps("policies").Select(ReadPolicy).ToArray();
        var read = new ScalingRules(
            rules.Seconds("stabilizationWindowSeconds") ?? defaults.StabilizationWindow,
            rules.Word<PolicySelect>("selectPolicy") ?? defaults.Select,
            policies.Length > 0 ? policies : defaults.Policies);
        rules.End();
        return read;
    }

    private static ScalingPolicy ReadPolicy(Fields policy)
    {
        var read = new ScalingPolicy(
            policy.Word<PolicyType>("type") ?? throw policy.Missing("type"),
            policy.Count("value") ?? throw policy.Missing("value"),
            policy.Seconds("periodSeconds") ?? throw policy.Missing("periodSeconds"));
        policy.End();
        return read;
    }
}

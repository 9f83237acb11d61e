using FunctionsScheduler.Rehearsal.Autoscaling;
using FunctionsScheduler.Rehearsal.Manifests;
using FunctionsScheduler.Rehearsal.Tests.Data;
using static FunctionsScheduler.Rehearsal.Tests.Autoscaling.Objects;

namespace FunctionsScheduler.Rehearsal.Tests.Manifests;

public sealed class ScaledObjectReaderTests
{
    [Fact]
    public void Read_Manifest_HasEveryFieldThatScales()
    {
        var read = ScaledObjectReader.Read(Files.ScaledObject);

        Assert.Equal("worker-data", read.Target);
        Assert.Equal((Seconds(5), Seconds(20), 0, 3), (read.PollingInterval, read.CooldownPeriod, read.MinReplicas, read.MaxReplicas));
        Assert.Equal(("ready + running", 4.0, 0.0), (read.Formula.Text, read.TargetPerPod, read.ActivationTarget));
        Assert.Equal([new RedisTrigger("ready", "fs:{data}:ready"), new RedisTrigger("running", "fs:{data}:running")], read.Triggers);
        Assert.Equal((Seconds(0), PolicySelect.Max), (read.ScaleUp.StabilizationWindow, read.ScaleUp.Select));
        Assert.Equal([Percent(100, 15), Pods(4, 15)], read.ScaleUp.Policies);
        Assert.Equal((Seconds(15), PolicySelect.Min), (read.ScaleDown.StabilizationWindow, read.ScaleDown.Select));
        Assert.Equal([Percent(50, 15)], read.ScaleDown.Policies);
    }

    [Fact]
    public void Read_WithoutOptionalFields_HasTheDefaultsOfKedaAndKubernetes()
    {
        var read = ScaledObjectReader.Read("""
            kind: ScaledObject
            spec:
              scaleTargetRef: { name: worker }
              advanced:
                scalingModifiers: { formula: a, target: "1.5" }
                horizontalPodAutoscalerConfig: { behavior: { } }
              triggers: [{ type: redis, name: a, metadata: { listName: "fs:{data}:ready" } }]
            """);

        Assert.Equal((Seconds(30), Seconds(300), 0, 100, 1.5), (read.PollingInterval, read.CooldownPeriod, read.MinReplicas, read.MaxReplicas, read.TargetPerPod));
        Assert.Equal((ScalingRules.DefaultUp, ScalingRules.DefaultDown), (read.ScaleUp, read.ScaleDown));
    }

    [Theory]
    [InlineData("pollingInterval: 5", "poolingInterval: 5", "ScaledObject.spec.poolingInterval is not understood by the rehearsal.")]
    [InlineData("pollingInterval: 5", "pollingInterval: 0", "ScaledObject.spec.pollingInterval must be more than 0.")]
    [InlineData("pollingInterval: 5", "pollingInterval: often", "ScaledObject.spec.pollingInterval must be a whole number from 0 on.")]
    [InlineData("minReplicaCount: 0", "idleReplicaCount: 0", "ScaledObject.spec.idleReplicaCount is not understood by the rehearsal.")]
    [InlineData("minReplicaCount: 0", "minReplicaCount: 4", "ScaledObject.spec.maxReplicaCount must be at least 1 and at least minReplicaCount.")]
    [InlineData("formula: ready + running", "formula: ready + runing", "The formula 'ready + runing' names 'runing', but no trigger is called so.")]
    [InlineData("formula: ready + running", "formula: ready ?? running", "The formula 'ready ?? running' has '?' at position 7.")]
    [InlineData("metricType: AverageValue", "metricType: Value", "scalingModifiers.metricType must be AverageValue for the rehearsal.")]
    [InlineData("target: \"4\"", "target: \"0\"", "scalingModifiers.target must be more than 0.")]
    [InlineData("target: \"4\"", "", "scalingModifiers.target is missing.")]
    [InlineData("selectPolicy: Min", "selectPolicy: Least", "behavior.scaleDown.selectPolicy must be one of Max, Min, Disabled.")]
    [InlineData("selectPolicy: Min", "tolerance: 0.2", "behavior.scaleDown.tolerance is not understood by the rehearsal.")]
    [InlineData("type: Pods", "type: Pod", "behavior.scaleUp.policies[1].type must be one of Pods, Percent.")]
    [InlineData("- type: redis\n      name: running", "- type: redis-cluster\n      name: running", "ScaledObject.spec.triggers[1].type must be redis for the rehearsal.")]
    [InlineData("name: running", "name: ready", "ScaledObject.spec.triggers has two of the same name.")]
    [InlineData("listName: fs:{data}:running", "list: fs:{data}:running", "ScaledObject.spec.triggers[1].metadata.listName is missing.")]
    [InlineData("horizontalPodAutoscalerConfig:", "autoscaler:", "horizontalPodAutoscalerConfig.behavior is missing.")]
    [InlineData("kind: ScaledObject", "kind: ScaledJob", "There is no ScaledObject.")]
    [InlineData("spec:", "spec: [", "This is not YAML:")]
    public void Read_WrongOrNotUnderstood_NamesTheField(string old, string changed, string message)
    {
        var text = Files.ScaledObject.Replace(old, changed, StringComparison.Ordinal);

        Assert.NotEqual(Files.ScaledObject, text);
        Assert.Contains(message, Assert.Throws<ManifestException>(() => ScaledObjectReader.Read(text)).Message);
    }
}

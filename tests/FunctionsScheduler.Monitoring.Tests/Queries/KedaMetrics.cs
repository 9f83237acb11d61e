namespace FunctionsScheduler.Monitoring.Tests.Queries;

/// <summary>
/// What KEDA 2.20 exposes of the metrics used here, and their labels: <c>pkg/metricscollector/prommetrics.go</c> in kedacore/keda. Its label
/// <c>namespace</c> becomes <c>exported_namespace</c>, since whoever scrapes adds a label of that name.
/// </summary>
internal static class KedaMetrics
{
    private static readonly string[] Scaler = ["exported_namespace", "metric", "scaledObject", "scaler", "triggerIndex", "type"];
    private static readonly string[] ScaledObject = ["exported_namespace", "scaledObject"];

    public static IReadOnlyDictionary<string, string[]> Labels { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["keda_scaler_metrics_value"] = Scaler,
        ["keda_scaler_metrics_latency_seconds"] = Scaler,
        ["keda_scaler_active"] = Scaler,
        ["keda_scaler_detail_errors_total"] = Scaler,
        ["keda_scaled_object_errors_total"] = ScaledObject,
        ["keda_scaled_object_paused"] = ScaledObject,
        ["keda_internal_scale_loop_latency_seconds"] = ["exported_namespace", "type", "resource"],
    };
}

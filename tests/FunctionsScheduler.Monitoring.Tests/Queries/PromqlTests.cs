namespace FunctionsScheduler.Monitoring.Tests.Queries;

public sealed class PromqlTests
{
    [Theory]
    [InlineData("up", "up", "")]
    [InlineData("sum by (queue) (rate(jobs_total{queue=~\"a|b\", type!=\"x(y){z}\"}[5m]))", "jobs_total", "queue type")]
    [InlineData("histogram_quantile(0.5, sum by (le, queue) (rate(wait_bucket[1m])))", "wait_bucket", "queue")]
    [InlineData("a:b:max > on (queue) 900 * (c:d:rate5m or 0 * a:b:max) unless on (queue) e == 1", "a:b:max c:d:rate5m e", "queue")]
    [InlineData("absent(up{app=\"x\"} == 1) and 1e3 < inf", "up", "app")]
    public void Query_NamesItsMetricsAndLabels(string text, string metrics, string labels)
    {
        var query = new Promql(text);

        Assert.Equal(metrics, string.Join(' ', query.Metrics.Order(StringComparer.Ordinal)));
        Assert.Equal(labels, string.Join(' ', query.Labels.Order(StringComparer.Ordinal)));
    }
}

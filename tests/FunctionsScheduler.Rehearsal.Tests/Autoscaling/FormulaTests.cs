using FunctionsScheduler.Rehearsal.Autoscaling;

namespace FunctionsScheduler.Rehearsal.Tests.Autoscaling;

public sealed class FormulaTests
{
    private static readonly Dictionary<string, double> Values = new() { ["ready"] = 30, ["running"] = 12, ["due_soon"] = 1 };

    [Theory]
    [InlineData("ready + running", 42)]
    [InlineData("ready+running+due_soon", 43)]
    [InlineData("ready - running - due_soon", 17)]
    [InlineData("ready + running * 2", 54)]
    [InlineData("(ready + running) * 2", 84)]
    [InlineData("ready / running / 2", 1.25)]
    [InlineData("-due_soon + +2", 1)]
    [InlineData("max(ready, running, 100)", 100)]
    [InlineData("min(ready, running) + max(1, 2)", 14)]
    [InlineData("ceil(ready / 16) + floor(ready / 16) + abs(-1)", 4)]
    [InlineData("round(2.5) + round(2.4)", 5)]
    [InlineData(" 0.5 ", 0.5)]
    public void Evaluate_UnderstoodFormula_IsWhatItSays(string text, double value) => Assert.Equal(value, Formula.Parse(text).Evaluate(Values), precision: 9);

    [Fact]
    public void Names_Formula_AreItsTriggersAndNotItsFunctions() =>
        Assert.Equal(["ready", "running"], Formula.Parse("max(ready, running) + ready").Names.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("", "ends too early")]
    [InlineData("ready +", "ends too early")]
    [InlineData("(ready", "ends before its ')'")]
    [InlineData("max(ready running)", "has 'r' at position 11")]
    [InlineData("ready running", "has 'r' at position 7")]
    [InlineData("ready > 5 ? 1 : 0", "has '>' at position 7")]
    [InlineData("ready % 2", "has '%' at position 7")]
    [InlineData("ready ** 2", "has '*' at position 8")]
    [InlineData("sum([ready])", "has '[' at position 5")]
    [InlineData("median(ready)", "calls median with 1 arguments")]
    [InlineData("ceil(ready, 2)", "calls ceil with 2 arguments")]
    [InlineData("1.2.3", "'1.2.3', which is not a number")]
    public void Parse_BeyondWhatIsUnderstood_SaysWhatAndWhere(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => Formula.Parse(text)).Message);
}

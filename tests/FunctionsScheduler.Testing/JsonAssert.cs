using System.Text.Json;

namespace FunctionsScheduler.Testing;

/// <summary>Checks the shape of JSON.</summary>
public static class JsonAssert
{
    /// <summary>Checks that an object has these members, in this order, and no others.</summary>
    public static void HasMembers(IEnumerable<string> expected, JsonElement actual) =>
        Assert.Equal(expected, actual.EnumerateObject().Select(static member => member.Name), StringComparer.Ordinal);
}

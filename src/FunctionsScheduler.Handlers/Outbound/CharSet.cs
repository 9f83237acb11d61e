using System.Text;

namespace FunctionsScheduler.Handlers.Outbound;

/// <summary>Character sets by the names that Content-Type headers give them.</summary>
internal static class CharSet
{
    /// <summary>The encoding of that name; null when there is none.</summary>
    public static Encoding? Find(string name)
    {
        name = name.Trim('"', '\'', ' ');
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

using System.Globalization;

namespace FunctionsScheduler.Functions.Hosting;

/// <summary>The process that started this one, or whichever has taken its place.</summary>
/// <param name="statFile">The kernel's line on this process (proc(5), <c>/proc/pid/stat</c>).</param>
internal sealed class ParentProcess(string statFile = "/proc/self/stat")
{
    /// <summary>Its id; null where the operating system does not tell in this way.</summary>
    public int? Id
    {
        get
        {
            if (!File.Exists(statFile))
                return null;
            // pid (name) state ppid ...: the name may hold anything, parentheses included.
            var line = File.ReadAllText(statFile);
            return int.Parse(line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }
}

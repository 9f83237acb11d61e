using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using FunctionsScheduler.Api.Auth;

namespace FunctionsScheduler.Standalone;

/// <summary>The command line.</summary>
internal static class Cli
{
    public static async Task<int> RunAsync(string[] args)
    {
        var role = new Option<Role>("--role") { Description = "What this process does: take jobs (api), run them (worker), or both (all).", DefaultValueFactory = static _ => Role.All, CustomParser = ParseRole };
        var urls = new Option<string?>("--urls") { Description = $"Where the API listens; several addresses are separated by ';'. [default: {StandaloneApp.DefaultUrls}]" };
        var root = new RootCommand(
            """
            FunctionsScheduler in one process: HTTP API, workers and store.

            Every setting can be given as environment variable (Jobs__MaxConcurrentJobs=32) or as argument (--Jobs:MaxConcurrentJobs=32).
            Without the setting Redis the jobs are kept in an embedded store under ./data (Garnet:DataDirectory). Several processes on one
            Redis (--Redis=localhost:6379) are a small cluster.
            """)
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.Options.Add(role);
        root.Options.Add(urls);
        root.SetAction((parsed, cancellationToken) => StartAsync(parsed, parsed.GetValue(role), parsed.GetValue(urls), cancellationToken));

        var createKey = new Command("create-key", "Make an API key, and the hash of it that goes into the configuration.");
        createKey.SetAction(static _ => PrintKey());
        root.Subcommands.Add(createKey);
        // The host itself handles Ctrl-C and SIGTERM: it drains.
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            await Console.Error.WriteLineAsync(parsed.Errors[0].Message);
            return 1;
        }
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    private static async Task<int> StartAsync(ParseResult parsed, Role role, string? urls, CancellationToken cancellationToken)
    {
        if (parsed.UnmatchedTokens.FirstOrDefault(static token => !IsSetting(token)) is { } stray)
        {
            await Console.Error.WriteLineAsync($"Unknown argument '{stray}'. Settings are given as --Name=value; --help tells more.");
            return 1;
        }
        return await StandaloneApp.RunAsync(role, urls, [.. parsed.UnmatchedTokens], cancellationToken);
    }

    private static Role ParseRole(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Enum.TryParse<Role>(text, ignoreCase: true, out var role) && Enum.IsDefined(role) && !char.IsAsciiDigit(text[0]))
            return role;
        argument.AddError($"--role is '{text}'; it must be all, api or worker.");
        return default;
    }

    private static bool IsSetting(string token) => token.StartsWith("--", StringComparison.Ordinal) && token.IndexOf('=', StringComparison.Ordinal) > 2;

    private static void PrintKey()
    {
        var key = ApiKey.Create();
        Console.WriteLine($"Key, for the client (shown only now):  {key}");
        Console.WriteLine($"Hash, for the server:                  Auth__ApiKeys__0={ApiKey.Hash(key)}");
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;

namespace Marquee.Cli.Commands;

/// <summary>Options that several commands take, spelled the same everywhere.</summary>
internal static class CommonOptions
{
    private const string StandardWorkspace = "marquee-data";

    public static Option<DirectoryInfo> Workspace() => new("--workspace", "-w")
    {
        Description = "The folder that holds configuration, data and models.",
        HelpName = "DIR",
        DefaultValueFactory = _ => new DirectoryInfo(StandardWorkspace),
    };

    /// <summary>What has to stand behind the next command so that it finds the same workspace: nothing where it is the usual one.</summary>
    public static string Behind(DirectoryInfo workspace) =>
        workspace.FullName == new DirectoryInfo(StandardWorkspace).FullName ? string.Empty : $" -w {Quoted(workspace.ToString())}";

    /// <summary>A word as it has to be typed: in quotes where shells would take it for several.</summary>
    public static string Quoted(string word) => word.AsSpan().ContainsAny(" ;|&") ? $"\"{word}\"" : word;

    public static Option<ulong?> Seed() => new("--seed")
    {
        Description = "Seed of all chance; the same seed gives the same result. Default: that of the workspace's configuration, else 42.",
        HelpName = "N",
    };

    public static Option<bool> Json(string description) => new("--json") { Description = description };

    public static Option<FileInfo?> JsonFile() => new("--json") { Description = "Write the result as JSON to this file ('-' for standard output).", HelpName = "F" };

    public static Option<string[]> Set() => new("--set", "-s")
    {
        Description = "Set an option of the model, such as factors=64. May be given several times.",
        HelpName = "NAME=VALUE",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public static Option<FileInfo?> OptionFile() => new("--options")
    {
        Description = "Read options from a JSON file, such as 'marquee tune' writes; --set wins over it.",
        HelpName = "F",
    };

    public static Option<string?> Model() => new("--model", "-m") { Description = "Which trained model; the newest where none is named.", HelpName = "MODEL" };

    public static Option<string[]> Rerank() => new("--rerank", "-r")
    {
        Description = "Re-rank the lists: calibrated or exposure, with a strength or options behind a colon, such as calibrated:0.5 or exposure:0.6,raise=popularity=tail. May be given several times.",
        HelpName = "R",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public static Option<int> Count(int standard) => new("--count", "-n")
    {
        Description = "How many items.",
        HelpName = "N",
        DefaultValueFactory = _ => standard,
        Validators = { result => RequireAtLeast(result, 1) },
    };

    /// <summary>
    /// Lets every command take <c>--workspace</c> and <c>--seed</c>, so that a script may give both to all; where there is no workspace or no chance they change
    /// nothing, and the help does not show them.
    /// </summary>
    public static void AddToAll(Command root)
    {
        foreach (var command in root.Subcommands)
        {
            AddToAll(command);
            foreach (var option in new Option[] { Workspace(), Seed() }.Where(option => command.Options.All(own => own.Name != option.Name)))
            {
                option.Hidden = true;
                command.Options.Add(option);
            }
        }
    }

    /// <summary>Refuses a number below a bound.</summary>
    public static void RequireAtLeast(OptionResult result, int minimum)
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && value < minimum)
        {
            result.AddError($"{result.IdentifierToken?.Value} is {value}; it must be at least {minimum}.");
        }
    }
}

using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Marquee.Cli.Commands;
using Marquee.Data;
using Marquee.Media;
using Marquee.Numerics.Learning;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Cli;

/// <summary>Runs a command line: finds the command, catches what a person can mend, and turns the outcome into an exit code.</summary>
public static class CommandHost
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The work failed: bad data, no such user, cancelled.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong: unknown option, value out of range, missing argument.</summary>
    public const int BadUsage = 2;

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The words after <c>marquee</c>.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="cancellationToken">Stops the command, as Ctrl-C does.</param>
    /// <returns>0 done, 1 failed, 2 bad usage.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellationToken) =>
        RunAsync(args, terminal, PublicDatasets.Known, cancellationToken);

    /// <summary>The same, with a catalogue of public data sets.</summary>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, PublicDatasets datasets, CancellationToken cancellationToken)
    {
        var root = CreateRoot(terminal, datasets);
        var parsed = root.Parse(args);
        if (Mistakes(parsed) is { Count: > 0 } mistakes)
        {
            foreach (var problem in mistakes)
            {
                terminal.Problem(problem);
            }

            terminal.Hint($"See: {Path(parsed)} --help");
            return BadUsage;
        }

        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // Time to let go of a training step or a batch after Ctrl-C.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
            Output = terminal.OutputWriter,
            Error = terminal.ErrorWriter,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception exception) when (Unwrap(exception) is OptionException problem)
        {
            terminal.Problem(problem.Message);
            terminal.Hint($"See: {Path(parsed)} --help, and: marquee models");
            return BadUsage;
        }
        catch (Exception exception) when (Unwrap(exception) is OperationCanceledException)
        {
            terminal.Problem("Cancelled. Nothing was left half-written.");
            return Failed;
        }
        catch (Exception exception) when (Unwrap(exception) is DatasetException or InvalidDataException or IOException or UnauthorizedAccessException or CommandException or StoreException or NotSupportedException or TrainingDivergedException or MediaException)
        {
            terminal.Problem(Unwrap(exception).Message);
            return Failed;
        }
    }

    /// <summary>All commands; parsing with it runs nothing.</summary>
    internal static RootCommand CreateRoot(Terminal terminal) => CreateRoot(terminal, PublicDatasets.Known);

    private static RootCommand CreateRoot(Terminal terminal, PublicDatasets datasets)
    {
        var root = new RootCommand("Marquee: recommendations and content intelligence for media services.")
        {
            DemoCommand.Create(terminal),
            DataCommand.Create(terminal, datasets),
            ImportCommand.Create(terminal),
            ExportCommand.Create(terminal),
            BackupCommand.Create(terminal),
            RestoreCommand.Create(terminal),
            CheckCommand.Create(terminal),
            ModelsCommand.Create(terminal),
            TrainCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            FairnessCommand.Create(terminal),
            OffPolicyCommand.Create(terminal),
            TuneCommand.Create(terminal),
            RecommendCommand.Create(terminal),
            SimilarCommand.Create(terminal),
            MapCommand.Create(terminal),
            PretrainCommand.Create(terminal),
            EmbedCommand.Create(terminal),
            MediaCommand.Create(terminal),
            GraphCommand.Create(terminal),
            AudienceCommand.Create(terminal),
            BenchmarkCommand.Create(terminal),
            ChartCommand.Create(terminal),
            ServeCommand.Create(terminal),
            KeysCommand.Create(terminal),
        };
        CommonOptions.AddToAll(root);
        DescribedCommand.ShowNotesIn(root);
        return root;
    }

    /// <summary>What is wrong with a command line; nothing where it can be run.</summary>
    internal static IReadOnlyList<string> Mistakes(ParseResult parsed) =>
        MistakenCommand(parsed) is { } command ? [command] : [.. MistakenArguments(parsed), .. parsed.Errors.Select(Message)];

    /// <summary>A misspelt command; the words behind it are no mistakes of their own.</summary>
    private static string? MistakenCommand(ParseResult parsed) =>
        parsed.Errors.Count > 0 && parsed.CommandResult.Command is RootCommand root && parsed.UnmatchedTokens is [var word, ..] && !word.StartsWith('-')
            ? $"There is no command '{word}'; the commands are {string.Join(", ", root.Subcommands.Select(command => command.Name))}."
            : null;

    /// <summary>Nothing is called by an empty name; and a misspelt option is no user, item or file, which is what the parser takes it for where a command asks for one.</summary>
    private static IEnumerable<string> MistakenArguments(ParseResult parsed)
    {
        var isEscaped = parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash);
        return parsed.Action is CommandLineAction { ClearsParseErrors: true } ? []
            : from argument in parsed.CommandResult.Children.OfType<ArgumentResult>()
              from token in argument.Tokens
              let isOption = !isEscaped && token.Value is ['-', '-' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'), ..]
              where isOption || token.Value.Length == 0
              select isOption ? $"There is no option '{token.Value}' in {Path(parsed)}; where it is a name, put -- before it." : $"The {argument.Argument.Name} is empty.";
    }

    /// <summary>The parser's message, but for values of the wrong type, where it would name types of the program.</summary>
    private static string Message(ParseError error) =>
        error.SymbolResult is OptionResult { Option: var option, Tokens: [var token] } && error.Message.Contains(option.ValueType.ToString(), StringComparison.Ordinal)
            ? $"{option.Name} is '{token.Value}'; a {(option.ValueType.IsAssignableTo(typeof(FileSystemInfo)) ? "path" : option.ValueType == typeof(ulong?) ? "whole number from 0 on" : "whole number")} is expected."
            : OneLine(error.Message);

    /// <summary>The parser lists what it would have taken line by line.</summary>
    private static string OneLine(string message) => message.ReplaceLineEndings("\n").Replace(":\n\t", ": ").Replace("\n\t", ", ");

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
        {
            if (at is CommandResult { Command: not RootCommand } command)
            {
                names.Insert(0, command.Command.Name);
            }
        }

        return string.Join(' ', names.Prepend("marquee"));
    }

    private static Exception Unwrap(Exception exception) =>
        exception switch
        {
            AggregateException { InnerExceptions: [var only] } => Unwrap(only),
            // A wrong MARQUEE_KERNEL is found when the kernels are first used.
            TypeInitializationException { InnerException: { } inner } => Unwrap(inner),
            _ => exception,
        };
}

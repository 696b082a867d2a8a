using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Marquee.Evaluation;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Cli.Commands;

/// <summary>What every study takes on the command line, and how it goes: which options are searched and how, how many trials, what is kept and shown.</summary>
internal sealed class StudyArguments
{
    private readonly Option<int> _trials = new("--trials", "-n")
    {
        Description = "How many trials in all, those done before among them. Trial 0 is the start: the defaults, or what is given.",
        HelpName = "N",
        DefaultValueFactory = _ => StudySettings.DefaultTrials,
        Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
    };

    private readonly Option<int?> _minutes = new("--max-minutes")
    {
        Description = "Begin no further trial after so long.",
        HelpName = "N",
        Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
    };

    private readonly Option<string> _search = new("--search") { Description = "How to choose what to try.", HelpName = "NAME", DefaultValueFactory = _ => SearchCatalogue.All[0].Name };
    private readonly Option<string[]> _set = CommonOptions.Set();
    private readonly Option<string?> _only = new("--only") { Description = "Search only these options, separated by commas; the others keep the values they start with.", HelpName = "A,B" };
    private readonly Option<FileInfo?> _start = CommonOptions.OptionFile();
    private readonly Option<string[]> _ranges = Repeated("--range", "NAME=LOW..HIGH");
    private readonly Option<string[]> _values = Repeated("--try", "NAME=A,B,C");
    private readonly Option<int> _rungs;
    private readonly Option<string?> _study;
    private readonly Option<bool> _restart = new("--restart") { Description = "Forget the trials that are kept under this name." };
    private readonly Option<FileInfo?> _json = CommonOptions.JsonFile();
    private readonly Option<FileInfo?> _html = new("--html") { Description = "Write the trials, with bar charts, as a page that stands alone.", HelpName = "F" };

    /// <summary>The options, to be added to a command.</summary>
    /// <param name="numbers">A number option of its own and a range of it, for examples: <c>factors=64</c>, <c>factors=64..256</c>.</param>
    /// <param name="rungs">What rungs are.</param>
    /// <param name="name">What the name of a study is where none is given.</param>
    /// <param name="taker">The command that takes the best options.</param>
    public StudyArguments((string Value, string Range, string Values) numbers, string rungs, string name, string taker)
    {
        _set.Description = $"Fix an option, such as {numbers.Value}, instead of searching it. May be given several times.";
        _start.Description = "Start from the options in this JSON file instead of from the defaults, and compare with them.";
        _ranges.Description = $"Search an option between other bounds, such as {numbers.Range}. May be given several times.";
        _values.Description = $"Try these values of an option alone, such as {numbers.Values}. May be given several times.";
        _rungs = new("--rungs")
        {
            Description = rungs,
            HelpName = "N",
            DefaultValueFactory = _ => SuccessiveHalving.DefaultRungs,
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        _study = new("--study") { Description = $"Name under which the trials are kept. Default: {name}.", HelpName = "NAME" };
        _json.Description = $"Write the best options as JSON to this file ('-' for standard output), as '{taker} --options' takes them.";
    }

    /// <summary>All options.</summary>
    public IEnumerable<Option> All => [_trials, _minutes, _search, _set, _only, _ranges, _values, _start, _rungs, _study, _restart, _json, _html];

    /// <summary>How many rungs are asked for.</summary>
    public int Rungs(ParseResult parsed) => parsed.GetValue(_rungs);

    /// <summary>The search that is asked for.</summary>
    public ISearch Search(ParseResult parsed) => SearchCatalogue.Find(parsed.GetRequiredValue(_search));

    /// <summary>The space that is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="name">Whose options they are.</param>
    /// <param name="schema">The options.</param>
    public SearchSpace Space(ParseResult parsed, string name, OptionSchema schema) => SearchSpace.Of(
        name,
        schema,
        [.. OptionSchema.Assignments(parsed.GetValue(_set)!)],
        parsed.GetValue(_only)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Ranges(parsed.GetValue(_ranges)!),
        [.. OptionFile.Read(parsed.GetValue(_start))],
        Values(parsed.GetValue(_values)!));

    /// <summary>Runs a study to its end: trials, conclusion, what is written.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="subject">What is studied.</param>
    /// <param name="session">Where trials are kept.</param>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CommandException">It was cancelled, or another study is kept under the name.</exception>
    public void Run(ParseResult parsed, StudySubject subject, WorkspaceSession session, Terminal terminal, CancellationToken cancellation)
    {
        var search = Search(parsed);
        using var file = Open(session, subject.Space.Name, parsed.GetValue(_study) ?? subject.Name, subject.Head, parsed.GetValue(_restart));
        var study = new Study(subject.Space, search, subject.Objective, subject.Seed, [.. file.Records.Select(record => Trial.FromJson(record, subject.Space.Options))]);
        var output = new TuningOutput(terminal, subject);
        output.Begin(study, file.Path);
        if (search is GridSearch && GridSearch.Count(subject.Space) is var points && points > parsed.GetValue(_trials))
        {
            terminal.Hint($"The grid has {points:N0} combinations, and {parsed.GetValue(_trials)} trials go through the first of them only: name fewer options with --only, or fewer values with --try.");
        }

        try
        {
            Run(study, subject.Space, output, file, terminal, new StudySettings
            {
                Trials = parsed.GetValue(_trials),
                TimeLimit = parsed.GetValue(_minutes) is { } limit ? TimeSpan.FromMinutes(limit) : null,
                CancellationToken = cancellation,
            });
            var conclusion = terminal.WithStatus("Comparing with the start", _ => StudyConclusion.Of(study, options => subject.MeasureFresh(options, cancellation), subject.Seed));
            var target = parsed.GetValue(_json);
            if (target is not null)
            {
                ReportOutput.WriteJson(terminal, subject.Space.Options.ToJson(study.Best!.Options), target);
            }

            if (parsed.GetValue(_html) is { } page)
            {
                ReportOutput.WriteFile(page, StudyPage.Write(study, subject.Judged, subject.Metric, conclusion, subject.Fresh, CommandText.Of(parsed)));
            }

            if (target?.Name != "-")
            {
                output.Write(study, conclusion, target);
            }

            if (!study.IsExhausted && study.Trials.Count < parsed.GetValue(_trials))
            {
                terminal.Hint($"Time was up after {study.Trials.Count} of {parsed.GetValue(_trials)} trials; the same command goes on from there.");
            }
        }
        catch (OperationCanceledException)
        {
            throw new CommandException($"Cancelled. {file.Path} keeps {study.Trials.Count} trials; the same command goes on from there.");
        }
    }

    private static void Run(Study study, SearchSpace space, TuningOutput output, StudyFile file, Terminal terminal, StudySettings settings) =>
        terminal.WithStatus("Tuning", status =>
        {
            study.Run(settings with
            {
                Progress = (number, options, share) => status.Show(output.Doing(number, options, share)),
                Keep = trial =>
                {
                    file.Append(trial.ToJson(space.Options));
                    output.Tell(trial);
                },
            });
            return study.Trials.Count;
        });

    private static StudyFile Open(WorkspaceSession session, string model, string study, JsonObject head, bool restart)
    {
        try
        {
            return session.OpenStudy(model, study, head, restart);
        }
        catch (StoreException exception)
        {
            throw new CommandException($"{exception.Message} To keep both, name this one with --study NAME; to forget what is there, add --restart.");
        }
    }

    private static Dictionary<string, (double Minimum, double Maximum)> Ranges(string[] words)
    {
        const string Example = "NAME=LOW..HIGH, such as factors=64..256";
        var ranges = new Dictionary<string, (double, double)>();
        foreach (var (name, text) in OptionSchema.Assignments(words, Example))
        {
            if (text.Split("..") is not [var low, var high]
                || !double.TryParse(low, NumberStyles.Float, CultureInfo.InvariantCulture, out var minimum)
                || !double.TryParse(high, NumberStyles.Float, CultureInfo.InvariantCulture, out var maximum))
            {
                throw new OptionException($"'{name}={text}' is not understood; write {Example}.");
            }

            ranges[name] = (minimum, maximum);
        }

        return ranges;
    }

    private static Dictionary<string, IReadOnlyList<string>> Values(string[] words)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (name, text) in OptionSchema.Assignments(words, "NAME=A,B,C, such as factors=64,128,256"))
        {
            values[name] = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }

        return values;
    }

    private static Option<string[]> Repeated(string name, string help) => new(name) { HelpName = help, AllowMultipleArgumentsPerToken = false, DefaultValueFactory = _ => [] };
}

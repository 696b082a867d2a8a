using Marquee.Data;
using Marquee.Recommenders;
using Spectre.Console;

namespace Marquee.Cli;

/// <summary>
/// Where a command writes: answers to standard output, problems and progress to standard error, so that answers can be piped. Colours, boxes and
/// bars appear on a terminal only.
/// </summary>
public sealed class Terminal
{
    private readonly IAnsiConsole _output;
    private readonly IAnsiConsole _error;
    private readonly TextReader? _input;
    private readonly TimeProvider _time;

    /// <summary>Writes to the given places.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="outputIsTerminal">Whether a person watches the output.</param>
    /// <param name="errorIsTerminal">Whether a person watches the errors.</param>
    /// <param name="input">What a person types; nothing where nobody is there to be asked.</param>
    /// <param name="time">Tells when it is time for another line of progress.</param>
    public Terminal(TextWriter output, TextWriter error, bool outputIsTerminal, bool errorIsTerminal, TextReader? input = null, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _input = input;
        OutputWriter = output;
        ErrorWriter = error;
        OutputIsTerminal = outputIsTerminal;
        ErrorIsTerminal = errorIsTerminal;
        _output = Console(output, outputIsTerminal);
        _error = Console(error, errorIsTerminal);
    }

    /// <summary>Standard output as it is, for JSON and CSV.</summary>
    public TextWriter OutputWriter { get; }

    /// <summary>Standard error as it is.</summary>
    public TextWriter ErrorWriter { get; }

    /// <summary>Whether a person watches the output.</summary>
    public bool OutputIsTerminal { get; }

    /// <summary>Whether a person watches the errors, and so the progress.</summary>
    public bool ErrorIsTerminal { get; }

    /// <summary>The terminal of the running process.</summary>
    public static Terminal OfThisProcess() =>
        new(
            System.Console.Out,
            System.Console.Error,
            !System.Console.IsOutputRedirected,
            !System.Console.IsErrorRedirected,
            System.Console.IsInputRedirected || System.Console.IsErrorRedirected ? null : System.Console.In);

    /// <summary>Whether a person can be asked.</summary>
    public bool CanAsk => _input is not null;

    /// <summary>Writes one line of text, with Spectre markup.</summary>
    public void Line(string markup = "") => WriteLine(_output, OutputIsTerminal ? null : OutputWriter, markup);

    /// <summary>Writes a table.</summary>
    public void Write(TextTable table)
    {
        if (OutputIsTerminal)
        {
            table.WriteTo(_output);
        }
        else
        {
            table.WriteTo(OutputWriter);
        }
    }

    /// <summary>Tells what went wrong.</summary>
    public void Problem(string text) => Report($"[red]error:[/] {Printable.Markup(text)}");

    /// <summary>Tells something worth knowing, beside the answer.</summary>
    public void Hint(string text) => Report($"[grey]{Printable.Markup(text)}[/]");

    /// <summary>Asks a person, who says yes with <c>y</c> or <c>yes</c> and no with anything else.</summary>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        if (_input is null)
        {
            return false;
        }

        ErrorWriter.Write($"{question} [y/N] ");
        // A line is read until the person ends it, whatever happens; Ctrl-C must not wait for that.
        var answer = await Task.Run(_input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
        return answer?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>Downloads something, with a bar, the bytes that are here and the rate on a terminal and without a word where nobody watches.</summary>
    /// <param name="work">The work; it reports where it is.</param>
    public Task<T> WithDownloads<T>(Func<IProgress<DownloadProgress>, Task<T>> work) =>
        !ErrorIsTerminal
            ? work(new Ignored<DownloadProgress>())
            : _error.Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
                .StartAsync(context => work(new ReportedDownloads(context)));

    /// <summary>Does something that takes a while, with a bar on a terminal and without a word where nobody watches.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The work; it reports its share done, 0 to 1.</param>
    public T WithProgress<T>(string title, Func<IProgress<double>, T> work)
    {
        if (!ErrorIsTerminal)
        {
            return work(new Ignored<double>());
        }

        return _error.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: 1);
                return work(new Reported(task));
            });
    }

    /// <summary>Trains something, with a bar, the epoch, the loss and the time left on a terminal, and a line of that every ten seconds where nobody watches.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The work; it reports its steps.</param>
    public T WithTraining<T>(string title, Func<IProgress<TrainingProgress>, T> work)
    {
        if (!ErrorIsTerminal)
        {
            return work(new TrainingLines(title, ErrorWriter, _time));
        }

        return _error.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new TrainingBar(title, context.AddTask(Markup.Escape(title), maxValue: 1))));
    }

    /// <summary>Does something of which nobody knows how long it takes, with a changing line on a terminal and without a word where nobody watches.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The work; it says now and then what it is at.</param>
    public T WithStatus<T>(string title, Func<Status, T> work) =>
        ErrorIsTerminal
            ? _error.Status().Start(Markup.Escape(title), context => work(new Status(text => context.Status(Markup.Escape(text)))))
            : work(new Status(_ => { }));

    private void Report(string markup) => WriteLine(_error, ErrorIsTerminal ? null : ErrorWriter, markup);

    /// <summary>A person's terminal breaks long lines between words; who reads a pipe finds one message on one line.</summary>
    private static void WriteLine(IAnsiConsole console, TextWriter? pipe, string markup)
    {
        if (pipe is null)
        {
            console.MarkupLine(markup);
        }
        else
        {
            pipe.WriteLine(Markup.Remove(markup));
        }
    }

    private static IAnsiConsole Console(TextWriter writer, bool isTerminal) =>
        AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });

    /// <summary>The line that says what is being done.</summary>
    public sealed class Status(Action<string> show)
    {
        /// <summary>Changes the line.</summary>
        public void Show(string text) => show(text);
    }

    private sealed class Ignored<T> : IProgress<T>
    {
        public void Report(T value)
        {
        }
    }

    private sealed class Reported(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value;
    }

    private sealed class ReportedDownloads(ProgressContext context) : IProgress<DownloadProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public void Report(DownloadProgress value)
        {
            if (!_tasks.TryGetValue(value.FileName, out var task))
            {
                _tasks[value.FileName] = task = context.AddTask(Markup.Escape(value.FileName));
            }

            task.IsIndeterminate = value.TotalBytes is null;
            task.MaxValue = value.TotalBytes ?? value.Bytes;
            task.Value = value.Bytes;
        }
    }
}

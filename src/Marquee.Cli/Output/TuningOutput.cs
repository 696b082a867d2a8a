using Marquee.Cli.Commands;
using Marquee.Evaluation;
using Marquee.Recommenders;
using Spectre.Console;

namespace Marquee.Cli;

/// <summary>Shows a study: a line for each trial while it goes on, then the best ones and what they are worth.</summary>
internal sealed class TuningOutput(Terminal terminal, StudySubject subject)
{
    private readonly SearchSpace _space = subject.Space;
    private readonly string _metric = subject.Metric;

    private Trial? _best;

    /// <summary>Says where a study goes on.</summary>
    public void Begin(Study study, string path)
    {
        _best = study.Best;
        if (study.Trials.Count > 0)
        {
            terminal.Hint($"{path} keeps {study.Trials.Count} trials; going on from there.");
        }
    }

    /// <summary>What is being tried.</summary>
    public string Doing(int number, ModelOptions options, double share) =>
        $"trial {number}{(share < 1 ? $" with {share:0%} of the {subject.Portion}" : "")}: {Describe(options)}{(_best is { } best ? $"   best so far {best.Value:0.0000}" : "")}";

    /// <summary>How a trial ended.</summary>
    public void Tell(Trial trial)
    {
        _best = trial.Value > (_best?.Value ?? double.NegativeInfinity) ? trial : _best;
        var outcome = trial.State switch
        {
            TrialState.Complete => $"{_metric} {trial.Value:0.0000}" + (_best!.Number == trial.Number ? ", the best so far" : $", best {_best.Value:0.0000} of trial {_best.Number}"),
            TrialState.Stopped => $"stopped early, {_metric} {trial.Rungs[^1]:0.0000} there, best {_best!.Value:0.0000} of trial {_best.Number}",
            _ => $"failed: {trial.Failure}",
        };
        terminal.Hint($"trial {trial.Number}: {outcome}   {Describe(trial.Options)}   {trial.Time.TotalSeconds:0.0} s");
    }

    /// <summary>The closing table, the verdict and the best options.</summary>
    public void Write(Study study, StudyConclusion conclusion, FileInfo? file)
    {
        var trials = study.Trials;
        terminal.Line($"[bold]{_space.Name}[/]  {Markup.Escape(subject.Judged)}");
        terminal.Line(
            $"{Counted(trials.Count, "trial")} in {trials.Sum(trial => trial.Time.TotalSeconds):0.0} s: {Count(TrialState.Complete)} complete, {Count(TrialState.Stopped)} stopped early, {Count(TrialState.Failed)} failed"
            + (study.IsExhausted ? "; there is nothing else to try." : "."));
        terminal.Line();
        terminal.Write(Table(trials));
        terminal.Line();
        terminal.Line(Markup.Escape(StudyPage.Verdict(study, _metric, conclusion, subject.Fresh)));
        if (file is null)
        {
            terminal.OutputWriter.WriteLine(_space.Options.ToJson(study.Best!.Options).ToJsonString(JsonOutput.Indented));
        }

        if (subject.Next(study.Best!.Options, file) is { } next)
        {
            terminal.Hint($"Next: {next}");
        }

        int Count(TrialState state) => trials.Count(trial => trial.State == state);
    }

    private TextTable Table(IReadOnlyList<Trial> trials)
    {
        var table = new TextTable().Words("trial").Numbers(_metric).Numbers("95% interval");
        foreach (var dimension in _space.Dimensions)
        {
            table = dimension.Words.Count > 0 ? table.Words(dimension.Name) : table.Numbers(dimension.Name);
        }

        table.Numbers("s");
        foreach (var trial in StudyPage.Shown(trials))
        {
            table.Row([
                trial.Number == 0 ? "0 (start)" : $"{trial.Number}",
                $"{trial.Value:0.0000}",
                $"{trial.Interval!.Value.Low:0.0000} to {trial.Interval.Value.High:0.0000}",
                .. _space.TextsOf(trial.Options).Select(Markup.Escape),
                $"{trial.Time.TotalSeconds:0.0}"]);
        }

        return table;
    }

    private string Describe(ModelOptions options) => string.Join(' ', _space.Dimensions.Zip(_space.TextsOf(options), (dimension, text) => $"{dimension.Name}={text}"));

    /// <summary>A number of something, in the plural where it is not one.</summary>
    public static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}

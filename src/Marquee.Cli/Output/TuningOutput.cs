using System.Text.Json.Nodes;
using Marquee.Cli.Commands;
using Marquee.Evaluation;
using Marquee.Recommenders;
using Spectre.Console;

namespace Marquee.Cli;

/// <summary>Shows a study: a line for each trial while it goes on, then the best ones and what they are worth.</summary>
internal sealed class TuningOutput(Terminal terminal, SearchSpace space, string metric, string behind)
{
    private const int Shown = 10;

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
        $"trial {number}{(share < 1 ? $" on {share:0%} of the users" : "")}: {Describe(options)}{(_best is { } best ? $"   best so far {best.Value:0.0000}" : "")}";

    /// <summary>How a trial ended.</summary>
    public void Tell(Trial trial)
    {
        _best = trial.Value > (_best?.Value ?? double.NegativeInfinity) ? trial : _best;
        var outcome = trial.State switch
        {
            TrialState.Complete => $"{metric} {trial.Value:0.0000}" + (_best!.Number == trial.Number ? ", the best so far" : $", best {_best.Value:0.0000} of trial {_best.Number}"),
            TrialState.Stopped => $"stopped on a sample, {metric} {trial.Rungs[^1]:0.0000} there, best {_best!.Value:0.0000} of trial {_best.Number}",
            _ => $"failed: {trial.Failure}",
        };
        terminal.Hint($"trial {trial.Number}: {outcome}   {Describe(trial.Options)}   {trial.Time.TotalSeconds:0.0} s");
    }

    /// <summary>The closing table, the verdict and the best options.</summary>
    public void Write(Study study, TuningData data, StudyConclusion conclusion, JsonObject best, FileInfo? file)
    {
        var trials = study.Trials;
        terminal.Line($"[bold]{space.Family.Name}[/]  {Markup.Escape(data.Name)}, {Counted(data.Experiments.Count, "validation split")} of {data.Experiments[0].Tasks[0].Cases.Count:N0} users");
        terminal.Line(
            $"{Counted(trials.Count, "trial")} in {trials.Sum(trial => trial.Time.TotalSeconds):0.0} s: {Count(TrialState.Complete)} complete, {Count(TrialState.Stopped)} stopped early, {Count(TrialState.Failed)} failed"
            + (study.IsExhausted ? "; there is nothing else to try." : "."));
        terminal.Line();
        terminal.Write(Table(trials));
        terminal.Line();
        terminal.Line(Verdict(study, data, conclusion));
        if (file is null)
        {
            terminal.OutputWriter.WriteLine(best.ToJsonString(JsonOutput.Indented));
        }
        else
        {
            terminal.Hint($"Next: marquee train {space.Family.Name} --options {CommonOptions.Quoted(file.ToString())}{behind}");
        }

        int Count(TrialState state) => trials.Count(trial => trial.State == state);
    }

    private TextTable Table(IReadOnlyList<Trial> trials)
    {
        var table = new TextTable().Words("trial").Numbers(metric).Numbers("95% interval");
        foreach (var dimension in space.Dimensions)
        {
            table = dimension.Words.Count > 0 ? table.Words(dimension.Name) : table.Numbers(dimension.Name);
        }

        table.Numbers("s");
        Trial[] best = [.. trials.Where(trial => trial.Value is not null).OrderByDescending(trial => trial.Value).ThenBy(trial => trial.Number)];
        foreach (var trial in best.Where((trial, place) => place < Shown || trial.Number == 0))
        {
            table.Row([
                trial.Number == 0 ? "0 (start)" : $"{trial.Number}",
                $"{trial.Value:0.0000}",
                $"{trial.Interval!.Value.Low:0.0000} to {trial.Interval.Value.High:0.0000}",
                .. space.TextsOf(trial.Options).Select(Markup.Escape),
                $"{trial.Time.TotalSeconds:0.0}"]);
        }

        return table;
    }

    private string Verdict(Study study, TuningData data, StudyConclusion conclusion)
    {
        if (conclusion.Comparison is not { } comparison)
        {
            return "[bold]Nothing was better than what the search started from[/]; these are those options.";
        }

        var where = data.IsFresh ? "splits that no trial was measured on" : "the same questions, with another seed of the training";
        var numbers = $"{comparison.Difference:+0.0000;-0.0000} {metric} on {where} (95% {comparison.DifferenceInterval.Low:+0.0000;-0.0000} to {comparison.DifferenceInterval.High:+0.0000;-0.0000}, p {(comparison.PermutationP < 0.0002 ? "< 0.0002" : comparison.PermutationP.ToString("0.0000"))})";
        return $"Best is trial [bold]{study.Best!.Number}[/]: {study.Best.Value:0.0000} against {study.Trials[0].Value:0.0000} at the start. Against the start {numbers}: "
            + (conclusion.IsBetter ? "[bold]better[/]." : "[bold]no more than chance[/]; where the search started is as good.");
    }

    private string Describe(ModelOptions options) => string.Join(' ', space.Dimensions.Zip(space.TextsOf(options), (dimension, text) => $"{dimension.Name}={text}"));

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}

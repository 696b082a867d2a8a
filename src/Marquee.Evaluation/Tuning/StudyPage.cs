using System.Globalization;

namespace Marquee.Evaluation;

/// <summary>Writes studies as pages that stand alone: the best trials as bars, and their options.</summary>
public static class StudyPage
{
    private const int Most = 10;

    /// <summary>The page.</summary>
    /// <param name="study">A study with at least one trial.</param>
    /// <param name="judged">What options are judged on, in words.</param>
    /// <param name="metric">Key of what is to become large.</param>
    /// <param name="conclusion">What it comes to.</param>
    /// <param name="fresh">What the conclusion was drawn on, in words.</param>
    /// <param name="command">The command that made it, as it was given.</param>
    public static string Write(Study study, string judged, string metric, StudyConclusion conclusion, string fresh, string command)
    {
        ArgumentNullException.ThrowIfNull(study);
        var shown = Shown(study.Trials);
        var table = new ReportTable($"The best trials, and the start").Words("trial").Numbers(metric).Numbers("95% interval");
        foreach (var dimension in study.Space.Dimensions)
        {
            table = dimension.Words.Count > 0 ? table.Words(dimension.Name) : table.Numbers(dimension.Name);
        }

        table.Numbers("s");
        foreach (var trial in shown)
        {
            table.Row([
                Name(trial),
                Figure(trial.Value!.Value),
                $"{Figure(trial.Interval!.Value.Low)} to {Figure(trial.Interval.Value.High)}",
                .. study.Space.TextsOf(trial.Options),
                trial.Time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)]);
        }

        var searched = study.Space.Dimensions.Select(dimension => dimension.Name).ToHashSet();
        return new HtmlReport($"Options of {study.Space.Name}", $"{judged}. {metric} on validation data: the best of many trials looks better than it is.")
            .Paragraph(Verdict(study, metric, conclusion, fresh))
            .Chart(new BarChart
            {
                Title = metric,
                Description = $"{metric} of the best trials and of the start.",
                Groups = [.. shown.Select(trial => new BarGroup($"trial {Name(trial)}", trial.Value!.Value, trial.Interval))],
            })
            .Table(table)
            .Heading("Best options")
            .Definitions(study.Space.Options.ToJson(study.Best!.Options).Select(option => (option.Key, $"{option.Value}{(searched.Contains(option.Key) ? string.Empty : " (not searched)")}")))
            .Paragraph(string.Create(
                CultureInfo.InvariantCulture,
                $"{study.Trials.Count} trials: {Count(TrialState.Complete)} complete, {Count(TrialState.Stopped)} stopped early, {Count(TrialState.Failed)} failed. Written by:"))
            .Code(command)
            .ToString();

        int Count(TrialState state) => study.Trials.Count(trial => trial.State == state);
    }

    /// <summary>The complete trials to show, best first: ten, and the start.</summary>
    /// <param name="trials">All trials.</param>
    public static IReadOnlyList<Trial> Shown(IEnumerable<Trial> trials) =>
        [.. trials.Where(trial => trial.Value is not null).OrderByDescending(trial => trial.Value).ThenBy(trial => trial.Number).Where((trial, place) => place < Most || trial.Number == 0)];

    /// <summary>What a study comes to, in a sentence.</summary>
    /// <param name="study">A study with at least one trial.</param>
    /// <param name="metric">Key of what is to become large.</param>
    /// <param name="conclusion">What it comes to.</param>
    /// <param name="fresh">What the conclusion was drawn on, in words.</param>
    public static string Verdict(Study study, string metric, StudyConclusion conclusion, string fresh)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(conclusion);
        if (conclusion.Comparison is not { } comparison)
        {
            return "Nothing was better than what the search started from; these are those options.";
        }

        var p = comparison.PermutationP < 0.0002 ? "< 0.0002" : Figure(comparison.PermutationP);
        var numbers = $"{SignedFigure.Of(comparison.Difference)} {metric} on {fresh} (95% {SignedFigure.Of(comparison.DifferenceInterval.Low)} to {SignedFigure.Of(comparison.DifferenceInterval.High)}, p {p})";
        return $"Best is trial {study.Best!.Number}: {Figure(study.Best.Value!.Value)} against {Figure(study.Trials[0].Value!.Value)} at the start. Against the start {numbers}: "
            + (conclusion.IsBetter ? "better." : "no more than chance; where the search started is as good.");
    }

    private static string Name(Trial trial) => trial.Number == 0 ? "0 (start)" : trial.Number.ToString(CultureInfo.InvariantCulture);

    private static string Figure(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}

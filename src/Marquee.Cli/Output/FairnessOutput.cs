using Marquee.Evaluation;
using Spectre.Console;

namespace Marquee.Cli;

/// <summary>Shows fairness reports as tables for a person.</summary>
internal static class FairnessOutput
{
    /// <summary>Spread of all runs, then for each model its groups of users and items with what each re-ranker changed beside them, then what re-ranking closed and cost.</summary>
    public static void Write(Terminal terminal, FairnessReport report)
    {
        terminal.Line($"[bold]{Markup.Escape(report.Dataset)}[/]  {report.Users:N0} users, lists of {report.ListLength}");
        terminal.Line($"[grey]{Markup.Escape(report.Protocol)}[/]");
        terminal.Line();
        terminal.Write(Spread(report));
        foreach (var model in report.ByModel)
        {
            foreach (var comparison in model[0].Users)
            {
                terminal.Line();
                WriteUsers(terminal, report.Metric, model, comparison);
            }

            foreach (var comparison in model[0].Items)
            {
                terminal.Line();
                terminal.Write(Items(model, comparison));
            }
        }

        if (report.Runs.Any(run => run.ReRanking is not null))
        {
            terminal.Line();
            terminal.Write(ReRankings(report));
        }

        terminal.Line();
        terminal.Line($"[grey]{Markup.Escape(FairnessReport.Correction)}[/]");
    }

    private static TextTable Spread(FairnessReport report)
    {
        var keys = report.Runs.SelectMany(run => run.Metrics.Select(metric => metric.Key)).Distinct().ToArray();
        var table = new TextTable { Title = "Accuracy and spread" }.Words("lists of");
        foreach (var key in keys)
        {
            table.Numbers(key);
            if (key == report.Metric)
            {
                table.Numbers("95% interval");
            }
        }

        foreach (var run in report.Runs)
        {
            var metrics = run.Metrics.ToDictionary();
            table.Row([
                Name(run),
                .. keys.SelectMany(key =>
                {
                    var value = metrics.TryGetValue(key, out var found) ? FairnessPage.Figure(found) : string.Empty;
                    return key == report.Metric ? [value, run.Intervals.TryGetValue(key, out var interval) ? FairnessPage.Ends(interval) : string.Empty] : new[] { value };
                }),
            ]);
        }

        return table;
    }

    private static void WriteUsers(Terminal terminal, string metric, FairnessRun[] model, GroupComparison comparison)
    {
        var table = new TextTable { Title = $"{model[0].Name}: {metric} by {comparison.Attribute}" }
            .Words(comparison.Attribute).Numbers("users").Numbers(metric).Numbers("95% interval").Numbers("against others").Numbers("p").Pictures("");
        var after = model[1..].Select(run => run.Users.First(one => one.Attribute == comparison.Attribute)).ToArray();
        for (var run = 1; run < model.Length; run++)
        {
            table.Numbers($"after {run}");
        }

        var highest = comparison.Groups.Max(group => double.IsNaN(group.Mean) ? 0 : group.Mean);
        for (var group = 0; group < comparison.Groups.Count; group++)
        {
            var one = comparison.Groups[group];
            table.Row([
                Printable.Markup(one.Name), $"{one.Users:N0}", FairnessPage.Figure(one.Mean), FairnessPage.Ends(one.Interval), FairnessPage.Signed(one.Difference), FairnessPage.P(one.P),
                TextBar.Of(one.Mean / highest), .. after.Select(other => FairnessPage.Figure(other.Groups[group].Mean)),
            ]);
        }

        terminal.Write(table);
        terminal.Line(Markup.Escape(FairnessPage.Gap(comparison)));
        for (var run = 1; run < model.Length; run++)
        {
            terminal.Line(Markup.Escape($"After {run}, {model[run].ReRanking!.Setup.Text}: {FairnessPage.Gap(after[run - 1])}"));
        }
    }

    private static TextTable Items(FairnessRun[] model, ExposureComparison comparison)
    {
        var table = new TextTable { Title = $"{model[0].Name}: exposure by {comparison.Attribute}, each list's places discounted" }
            .Words(comparison.Attribute).Numbers("catalogue").Numbers("profiles").Numbers("exposure").Numbers("95% interval").Numbers("less profiles").Numbers("interval of that")
            .Numbers("slope").Numbers("interval of slope").Numbers("intercept");
        var after = model[1..].Select(run => run.Items.First(one => one.Attribute == comparison.Attribute)).ToArray();
        for (var run = 1; run < model.Length; run++)
        {
            table.Numbers($"after {run}");
        }

        for (var group = 0; group < comparison.Groups.Count; group++)
        {
            var one = comparison.Groups[group];
            table.Row([
                Printable.Markup(one.Name), FairnessPage.Figure(one.Catalogue), FairnessPage.Figure(one.Profile), FairnessPage.Figure(one.Exposure), FairnessPage.Ends(one.ExposureInterval),
                FairnessPage.Signed(one.Gap), FairnessPage.SignedEnds(one.GapInterval),
                FairnessPage.Figure(one.Slope.Slope, "0.00"), FairnessPage.Ends(one.Slope.SlopeInterval, "0.00"), FairnessPage.Figure(one.Slope.Intercept),
                .. after.Select(other => FairnessPage.Figure(other.Groups[group].Exposure)),
            ]);
        }

        return table;
    }

    private static TextTable ReRankings(FairnessReport report)
    {
        var table = new TextTable { Title = $"What re-ranking closes, and what it costs in {report.Metric}" }
            .Words("lists of").Numbers("after").Words("goal").Numbers("gap before").Numbers("gap after").Numbers("closed").Numbers(report.Metric).Numbers("change").Numbers("95% interval").Numbers("p");
        foreach (var model in report.ByModel)
        {
            for (var run = 1; run < model.Length; run++)
            {
                var outcome = model[run].ReRanking!;
                table.Row(
                    Name(model[run]), $"{run}", Printable.Markup(outcome.Goal), FairnessPage.Figure(outcome.GoalBefore), FairnessPage.Figure(outcome.GoalAfter),
                    FairnessPage.Figure(outcome.Closed, "0%") + (outcome.ValidationClosed is { } validated ? $" (validation {validated:0%})" : string.Empty),
                    FairnessPage.Figure(outcome.Before + outcome.Change.Difference), FairnessPage.Percent(outcome.RelativeChange),
                    $"{FairnessPage.Percent(outcome.RelativeInterval.Low)} to {FairnessPage.Percent(outcome.RelativeInterval.High)}", FairnessPage.P(outcome.Change.PermutationP));
            }
        }

        return table;
    }

    private static string Name(FairnessRun run) => run.ReRanking is { } by ? $"{run.Model.Family.Name} + {Printable.Markup(by.Setup.Text)}" : $"[bold]{run.Model.Family.Name}[/]";
}

using System.Globalization;

namespace Marquee.Evaluation;

/// <summary>Writes a fairness report as a page that stands alone; and its figures as tables everywhere write them.</summary>
public static class FairnessPage
{
    private const string Missing = "–";

    /// <summary>The page.</summary>
    /// <param name="report">The report.</param>
    public static string Write(FairnessReport report)
    {
        var page = new HtmlReport($"Fairness and spread: {report.Dataset}", $"{report.Users:N0} users, lists of {report.ListLength}.")
            .Paragraph(report.Protocol)
            .Heading("Accuracy and spread")
            .Chart(Accuracy(report))
            .Table(Spread(report));
        if (report.Runs.Any(run => run.ReRanking is not null))
        {
            page.Heading("What re-ranking closes, and what it costs").Table(ReRankings(report));
        }

        foreach (var model in report.ByModel)
        {
            page.Heading($"Users, {model[0].Name}");
            for (var index = 0; index < model[0].Users.Count; index++)
            {
                page.Chart(Users(report, [.. model.Select(run => run.Users[index])], model)).Table(Users(report.Metric, model[0].Users[index])).Paragraph(Gap(model[0].Users[index]));
                for (var run = 1; run < model.Length; run++)
                {
                    page.Paragraph($"After {run}, {model[run].ReRanking!.Setup.Text}: {Gap(model[run].Users[index])}");
                }
            }

            page.Heading($"Items, {model[0].Name}");
            for (var index = 0; index < model[0].Items.Count; index++)
            {
                page.Chart(Items([.. model.Select(run => run.Items[index])], model)).Table(Items(model[0].Items[index]));
            }
        }

        return page.Heading("How to read this").Definitions(
        [
            ("After 1, after 2", "The lists as the first re-ranker made them, as the second made them, each on its own."),
            ("Exposure", "Share of the places of a list that a group of items has, the place at rank r counting 1 / log2(r + 1); mean over users."),
            ("Profiles", "The same group's share of a user's history, each item counting the same; mean over users."),
            ("Slope", "By how much a list's share grows for each unit of the profile's: 1 hands tastes on, below 1 evens them out, above 1 exaggerates them."),
            ("Gini", "0 where every item of the catalogue is shown equally often, near 1 where few items have all places."),
            ("Gap", "A difference says that one group is served better, not why: look at the length of histories too."),
        ]).Paragraph(FairnessReport.Correction).ToString();
    }

    /// <summary>A figure, or a dash where it is not defined.</summary>
    public static string Figure(double value, string format = "0.000") => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : Missing;

    /// <summary>A difference, with its sign.</summary>
    public static string Signed(double value) => Figure(value, "+0.000;-0.000;0.000");

    /// <summary>An interval.</summary>
    public static string Ends(Interval interval, string format = "0.000") => double.IsFinite(interval.Low) ? $"{Figure(interval.Low, format)} to {Figure(interval.High, format)}" : Missing;

    /// <summary>An interval of a difference.</summary>
    public static string SignedEnds(Interval interval) => Ends(interval, "+0.000;-0.000;0.000");

    /// <summary>A change in percent, with its sign.</summary>
    public static string Percent(double share) => Figure(share, "+0.0%;-0.0%;0.0%");

    /// <summary>A p-value.</summary>
    public static string P(double p) => double.IsFinite(p) ? PermutationTest.Text(p, GroupComparison.Permutations) : Missing;

    /// <summary>What a comparison found, in words.</summary>
    public static string Gap(GroupComparison comparison) =>
        comparison is { Best: { } best, Worst: { } worst }
            ? $"Largest gap: {best.Name} {Figure(best.Mean)}, {worst.Name} {Figure(worst.Mean)}, difference {Figure(comparison.Gap)} ({Ends(comparison.GapInterval)}), p {P(comparison.GapP)}; "
                + $"any difference: p {P(comparison.OmnibusP)}, corrected {P(comparison.CorrectedP)}."
            : $"Fewer than two groups have {GroupComparison.MinimumUsers} users; nothing is compared.";

    /// <summary>What a run is called where there is little room: <c>lists</c> as the model made them, <c>after 1</c> by its first re-ranker, and so on.</summary>
    private static string Short(int run) => run == 0 ? "lists" : $"after {run}";

    private static BarChart Accuracy(FairnessReport report) => new()
    {
        Title = report.Metric,
        Description = $"{report.Metric} of each model's lists, as they are and re-ranked.",
        Groups = [.. report.ByModel.SelectMany(model => model.Select((run, index) => new BarGroup(
            index == 0 ? run.Name : $"{model[0].Name}, {Short(index)}", run.Metrics.FirstOrDefault(metric => metric.Key == report.Metric).Value, run.Intervals.TryGetValue(report.Metric, out var interval) ? interval : null)))],
    };

    private static ReportTable Spread(FairnessReport report)
    {
        var keys = report.Runs.SelectMany(run => run.Metrics.Select(metric => metric.Key)).Distinct().ToArray();
        var table = new ReportTable("Accuracy, and how lists are spread over the catalogue").Words("lists of");
        foreach (var key in keys)
        {
            table.Numbers(key);
        }

        foreach (var run in report.Runs)
        {
            var metrics = run.Metrics.ToDictionary();
            table.Row([run.Name, .. keys.Select(key => metrics.TryGetValue(key, out var value) ? Figure(value) : Missing)]);
        }

        return table;
    }

    private static ReportTable ReRankings(FairnessReport report)
    {
        var table = new ReportTable($"Gap closed and change of {report.Metric}, user by user")
            .Words("lists of").Numbers("after").Words("goal").Numbers("gap before").Numbers("gap after").Numbers("closed").Numbers("on validation").Numbers("change").Numbers("95% interval").Numbers("p");
        foreach (var (index, run) in report.ByModel.SelectMany(model => model.Index()))
        {
            if (run.ReRanking is { } outcome)
            {
                table.Row(
                    run.Name, $"{index}", outcome.Goal, Figure(outcome.GoalBefore), Figure(outcome.GoalAfter), Figure(outcome.Closed, "0%"), Figure(outcome.ValidationClosed ?? double.NaN, "0%"),
                    Percent(outcome.RelativeChange), $"{Percent(outcome.RelativeInterval.Low)} to {Percent(outcome.RelativeInterval.High)}", P(outcome.Change.PermutationP));
            }
        }

        return table;
    }

    private static BarChart Users(FairnessReport report, GroupComparison[] comparisons, FairnessRun[] runs) => new()
    {
        Title = $"{report.Metric} by {comparisons[0].Attribute}",
        Description = $"{report.Metric} of each group of users, with 95% intervals.",
        Series = runs.Length == 1 ? [] : [.. runs.Select((_, run) => Short(run))],
        Groups = [.. comparisons[0].Groups.Select((group, index) => comparisons.All(one => double.IsFinite(one.Groups[index].Interval.Low))
            ? new BarGroup($"{group.Name} ({group.Users:N0})", [.. comparisons.Select(one => new Bar(one.Groups[index].Mean, one.Groups[index].Interval))])
            : new BarGroup(group.Name, [], "nobody is asked about"))],
    };

    private static ReportTable Users(string metric, GroupComparison comparison)
    {
        var table = new ReportTable($"{metric} by {comparison.Attribute}")
            .Words(comparison.Attribute).Numbers("users").Numbers(metric).Numbers("95% interval").Numbers("against others").Numbers("p");
        foreach (var group in comparison.Groups)
        {
            table.Row(group.Name, group.Users.ToString("N0", CultureInfo.InvariantCulture), Figure(group.Mean), Ends(group.Interval), Signed(group.Difference), P(group.P));
        }

        return table;
    }

    private static BarChart Items(ExposureComparison[] comparisons, FairnessRun[] runs) => new()
    {
        Title = $"Share by {comparisons[0].Attribute}",
        Description = "Share of the catalogue, of the users' profiles and of the exposure in lists, for each group of items.",
        Series = ["catalogue", "profiles", .. runs.Select((_, run) => Short(run))],
        Groups = [.. comparisons[0].Groups.Select((group, index) => comparisons.All(one => double.IsFinite(one.Groups[index].Exposure))
            ? new BarGroup(
                group.Name,
                [new Bar(group.Catalogue), new Bar(group.Profile, group.ProfileInterval), .. comparisons.Select(one => new Bar(one.Groups[index].Exposure, one.Groups[index].ExposureInterval))])
            : new BarGroup(group.Name, [], "there are no lists"))],
    };

    private static ReportTable Items(ExposureComparison comparison)
    {
        var table = new ReportTable($"Exposure by {comparison.Attribute}; mean miscalibration {Figure(comparison.Miscalibration)} nats")
            .Words(comparison.Attribute).Numbers("catalogue").Numbers("profiles").Numbers("exposure").Numbers("95% interval").Numbers("less profiles").Numbers("interval of that")
            .Numbers("slope").Numbers("interval of slope").Numbers("intercept").Numbers("interval of intercept");
        foreach (var group in comparison.Groups)
        {
            table.Row(
                group.Name, Figure(group.Catalogue), Figure(group.Profile), Figure(group.Exposure), Ends(group.ExposureInterval), Signed(group.Gap), SignedEnds(group.GapInterval),
                Figure(group.Slope.Slope, "0.00"), Ends(group.Slope.SlopeInterval, "0.00"), Figure(group.Slope.Intercept), Ends(group.Slope.InterceptInterval));
        }

        return table;
    }
}

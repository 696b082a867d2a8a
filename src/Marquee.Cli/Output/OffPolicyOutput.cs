using System.Globalization;
using Marquee.Evaluation;
using Spectre.Console;

namespace Marquee.Cli;

/// <summary>Shows what models would have brought as a table for a person.</summary>
internal static class OffPolicyOutput
{
    /// <summary>What was served, then for each model the estimates with intervals, and what speaks against them.</summary>
    public static void Write(Terminal terminal, OffPolicyReport report)
    {
        var served = report.Results[0];
        terminal.Line($"[bold]{Markup.Escape(report.Dataset)}[/]  {report.Lists:N0} lists, served to {report.Users:N0} users from {Moment(report.First)} to {Moment(report.Last)}");
        terminal.Line($"[grey]by {Printable.Markup(string.Join(", ", report.ServedBy.Take(5).Select(model => $"{model.Key} ({model.Value:N0})")))}{(report.ServedBy.Count > 5 ? ", ..." : "")}[/]");
        foreach (var (reason, count) in report.LeftOut)
        {
            terminal.Line($"[grey]left out: {count:N0}, {Markup.Escape(reason)}[/]");
        }

        terminal.Line();
        terminal.Line($"What was served brought {FairnessPage.Figure(served.Served)} rewards a list ({FairnessPage.Ends(served.ServedInterval)}).");
        terminal.Line();
        terminal.Write(Estimates(report));
        terminal.Line($"[grey]Rewards a list, 95% intervals by bootstrap over users. {(report.Assumption == ClickAssumption.Cascade
            ? "What a place brings may depend on its item and on what stands above."
            : "What a place brings depends on its item and the place alone.")}[/]");
        foreach (var result in report.Results)
        {
            foreach (var warning in result.Warnings)
            {
                terminal.Line();
                terminal.Line($"[yellow]{Printable.Markup(result.Name)}[/]: {Printable.Markup(warning)}");
            }
        }
    }

    private static TextTable Estimates(OffPolicyReport report)
    {
        var table = new TextTable { Title = "What models would have brought" }
            .Words("model").Words("estimator").Numbers("rewards").Numbers("95% interval").Numbers("change").Numbers("95% interval").Numbers("lists that count");
        foreach (var result in report.Results)
        {
            foreach (var (estimator, estimate) in new[] { ("SNIPS", result.Snips), ("doubly robust", result.DoublyRobust), ("IPS", result.Ips), ("reward model alone", result.Direct) })
            {
                table.Row(
                    $"[bold]{Printable.Markup(result.Name)}[/]", estimator, FairnessPage.Figure(estimate.Value), FairnessPage.Ends(estimate.Interval),
                    FairnessPage.Signed(estimate.Change), FairnessPage.SignedEnds(estimate.ChangeInterval), $"{result.EffectiveLists:N0}");
            }
        }

        return table;
    }

    private static string Moment(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

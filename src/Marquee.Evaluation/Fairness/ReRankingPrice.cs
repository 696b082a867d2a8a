using System.Text.Json.Nodes;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>What each strength of a re-ranker would reach and cost, in the order of the strengths.</summary>
/// <param name="ReRanker">The re-ranker; its own strength means nothing here.</param>
/// <param name="Metric">Key of the metric that pays.</param>
/// <param name="Points">One for each strength.</param>
/// <param name="CorrectedP">The p-values of the points, corrected by Holm's method for their number.</param>
public sealed record ReRankingPrice(ReRankerSetup ReRanker, string Metric, IReadOnlyList<ReRankingOutcome> Points, IReadOnlyList<double> CorrectedP)
{
    /// <summary>Puts the outcomes of one model together: one price for each re-ranker, whatever its strengths.</summary>
    internal static IEnumerable<ReRankingPrice> Of(string metric, IEnumerable<ReRankingOutcome> outcomes) => outcomes.GroupBy(outcome => outcome.Setup.WithStrength(0).Text).Select(points =>
    {
        ReRankingOutcome[] ordered = [.. points.OrderBy(point => point.Setup.Strength)];
        return new ReRankingPrice(ordered[0].Setup, metric, ordered, PermutationTest.Holm([.. ordered.Select(point => point.Change.PermutationP)]));
    });

    /// <summary>The strengths to look at where none are named: equal steps over the range that searches take.</summary>
    /// <param name="setup">The re-ranker.</param>
    /// <param name="steps">How many.</param>
    public static IReadOnlyList<double> Strengths(ReRankerSetup setup, int steps)
    {
        var range = setup.Family.Options.Options.First(option => option.Name == "strength").Attribute;
        var largest = double.IsNaN(range.SearchMaximum) ? range.Maximum : range.SearchMaximum;
        return [.. Enumerable.Range(1, steps).Select(step => Math.Round(largest * step / steps, 6))];
    }

    /// <summary>The price as other programs read it; figures that are not defined are null.</summary>
    public JsonObject ToJson()
    {
        var options = ReRanker.Family.Options.ToJson(ReRanker.Options);
        options.Remove("strength");
        return new JsonObject
        {
            ["reRanker"] = ReRanker.Family.Name,
            ["options"] = options,
            ["goal"] = Points[0].Goal,
            ["goalBefore"] = Number(Points[0].GoalBefore),
            ["metric"] = Metric,
            ["metricBefore"] = Number(Points[0].Before),
            ["points"] = new JsonArray([.. Points.Zip(CorrectedP, Point)]),
        };
    }

    private static JsonObject Point(ReRankingOutcome point, double correctedP) => new()
    {
        ["strength"] = point.Setup.Strength,
        ["goalAfter"] = Number(point.GoalAfter),
        ["goalAfterInterval"] = Ends(point.GoalAfterInterval),
        ["closed"] = Number(point.Closed),
        ["change"] = Number(point.Change.Difference),
        ["changeInterval"] = Ends(point.Change.DifferenceInterval),
        ["relativeChange"] = Number(point.RelativeChange),
        ["relativeChangeInterval"] = Ends(point.RelativeInterval),
        ["p"] = Number(point.Change.PermutationP),
        ["correctedP"] = Number(correctedP),
    };

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonArray Ends(Interval interval) => [Number(interval.Low), Number(interval.High)];
}

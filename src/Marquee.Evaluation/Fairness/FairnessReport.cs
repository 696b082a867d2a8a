using System.Text.Json.Nodes;

namespace Marquee.Evaluation;

/// <summary>Whom models serve well and what they show: quality by groups of users, exposure by groups of items, spread over the catalogue; before and after re-ranking.</summary>
public sealed record FairnessReport
{
    /// <summary>How p-values were corrected, for the foot of a report.</summary>
    public const string Correction =
        "p-values: permutation test over users, 10,000 deals. The largest gap is tested against the largest gap of each deal; each group against all others by max-T (Westfall and Young), "
        + "which corrects for the number of groups; the omnibus test of each attribute is corrected for the number of attributes by Holm's method. Intervals: 95% bootstrap over users.";

    /// <summary>The data.</summary>
    public required string Dataset { get; init; }

    /// <summary>Split, candidates, relevance and averaging in words.</summary>
    public required string Protocol { get; init; }

    /// <summary>Key of the metric that groups of users are compared by.</summary>
    public required string Metric { get; init; }

    /// <summary>Length of the lists.</summary>
    public required int ListLength { get; init; }

    /// <summary>Number of users who were asked about.</summary>
    public required int Users { get; init; }

    /// <summary>Each model's lists as they are, followed by the same re-ranked.</summary>
    public required IReadOnlyList<FairnessRun> Runs { get; init; }

    /// <summary>What the re-rankers of <see cref="FairnessQuestions.Priced"/> reach and cost, model after model; one entry for each re-ranker, whatever its strengths.</summary>
    public IReadOnlyList<ReRankingPrice> Prices { get; init; } = [];

    /// <summary>The runs of each model: its lists as they are first.</summary>
    public IEnumerable<FairnessRun[]> ByModel => Runs.GroupBy(run => run.Model).Select(runs => runs.ToArray());

    /// <summary>The report as other programs read it; figures that are not defined are null.</summary>
    public JsonObject ToJson() => new()
    {
        ["dataset"] = Dataset,
        ["protocol"] = Protocol,
        ["metric"] = Metric,
        ["listLength"] = ListLength,
        ["users"] = Users,
        ["correction"] = Correction,
        ["runs"] = Array(Runs, Run),
    };

    private static JsonObject Run(FairnessRun run) => new()
    {
        ["model"] = run.Model.Family.Name,
        ["options"] = run.Model.Family.Options.ToJson(run.Model.Options),
        ["reRanking"] = run.ReRanking is { } outcome ? Outcome(outcome) : null,
        ["metrics"] = new JsonObject(run.Metrics.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)Number(metric.Value)))),
        ["intervals"] = new JsonObject(run.Intervals.Select(interval => KeyValuePair.Create(interval.Key, (JsonNode?)Ends(interval.Value)))),
        ["users"] = Array(run.Users, Comparison),
        ["items"] = Array(run.Items, Comparison),
    };

    private static JsonObject Outcome(ReRankingOutcome outcome) => new()
    {
        ["reRanker"] = outcome.Setup.Text,
        ["options"] = outcome.Setup.Family.Options.ToJson(outcome.Setup.Options),
        ["goal"] = outcome.Goal,
        ["goalBefore"] = Number(outcome.GoalBefore),
        ["goalAfter"] = Number(outcome.GoalAfter),
        ["goalAfterInterval"] = Ends(outcome.GoalAfterInterval),
        ["closed"] = Number(outcome.Closed),
        ["closedOnValidation"] = outcome.ValidationClosed is { } closed ? Number(closed) : null,
        ["change"] = Number(outcome.Change.Difference),
        ["changeInterval"] = Ends(outcome.Change.DifferenceInterval),
        ["relativeChange"] = Number(outcome.RelativeChange),
        ["relativeChangeInterval"] = Ends(outcome.RelativeInterval),
        ["p"] = Number(outcome.Change.PermutationP),
    };

    private static JsonObject Comparison(GroupComparison comparison) => new()
    {
        ["attribute"] = comparison.Attribute,
        ["groups"] = Array(comparison.Groups, group => new JsonObject
        {
            ["name"] = group.Name,
            ["users"] = group.Users,
            ["mean"] = Number(group.Mean),
            ["interval"] = Ends(group.Interval),
            ["difference"] = Number(group.Difference),
            ["p"] = Number(group.P),
        }),
        ["gap"] = comparison is { Best: { } best, Worst: { } worst } ? new JsonObject
        {
            ["best"] = best.Name,
            ["worst"] = worst.Name,
            ["difference"] = Number(comparison.Gap),
            ["interval"] = Ends(comparison.GapInterval),
            ["p"] = Number(comparison.GapP),
        } : null,
        ["omnibusP"] = Number(comparison.OmnibusP),
        ["correctedP"] = Number(comparison.CorrectedP),
    };

    private static JsonObject Comparison(ExposureComparison comparison) => new()
    {
        ["attribute"] = comparison.Attribute,
        ["miscalibration"] = Number(comparison.Miscalibration),
        ["groups"] = Array(comparison.Groups, group => new JsonObject
        {
            ["name"] = group.Name,
            ["catalogue"] = Number(group.Catalogue),
            ["profile"] = Number(group.Profile),
            ["profileInterval"] = Ends(group.ProfileInterval),
            ["exposure"] = Number(group.Exposure),
            ["exposureInterval"] = Ends(group.ExposureInterval),
            ["gap"] = Number(group.Gap),
            ["gapInterval"] = Ends(group.GapInterval),
            ["slope"] = Number(group.Slope.Slope),
            ["slopeInterval"] = Ends(group.Slope.SlopeInterval),
            ["intercept"] = Number(group.Slope.Intercept),
            ["interceptInterval"] = Ends(group.Slope.InterceptInterval),
        }),
    };

    private static JsonArray Array<T>(IEnumerable<T> all, Func<T, JsonNode?> write) => new([.. all.Select(write)]);

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonArray Ends(Interval interval) => [Number(interval.Low), Number(interval.High)];
}

using System.Text.Json.Nodes;

namespace Marquee.Evaluation;

/// <summary>What models would have brought, by the lists that were served.</summary>
public sealed record OffPolicyReport
{
    /// <summary>Where the lists come from.</summary>
    public required string Dataset { get; init; }

    /// <summary>Number of lists.</summary>
    public required int Lists { get; init; }

    /// <summary>Number of users to whom they were served.</summary>
    public required int Users { get; init; }

    /// <summary>When the first of them was served: the models were trained on what was known before. Milliseconds since 1970 UTC.</summary>
    public required long First { get; init; }

    /// <summary>When the last was.</summary>
    public required long Last { get; init; }

    /// <summary>The models that made them, each with how many.</summary>
    public required IReadOnlyList<KeyValuePair<string, int>> ServedBy { get; init; }

    /// <summary>Lists that were left out: why, and how many.</summary>
    public required IReadOnlyList<KeyValuePair<string, int>> LeftOut { get; init; }

    /// <summary>On what the reward of a place may depend.</summary>
    public required ClickAssumption Assumption { get; init; }

    /// <summary>The models, in the order in which they were named.</summary>
    public required IReadOnlyList<OffPolicyResult> Results { get; init; }

    /// <summary>The report as other programs read it; figures that are not defined are null.</summary>
    public JsonObject ToJson() => new()
    {
        ["dataset"] = Dataset,
        ["lists"] = Lists,
        ["users"] = Users,
        ["first"] = DateTimeOffset.FromUnixTimeMilliseconds(First).ToString("O"),
        ["last"] = DateTimeOffset.FromUnixTimeMilliseconds(Last).ToString("O"),
        ["servedBy"] = new JsonObject(ServedBy.Select(model => KeyValuePair.Create(model.Key, (JsonNode?)model.Value))),
        ["leftOut"] = new JsonObject(LeftOut.Select(reason => KeyValuePair.Create(reason.Key, (JsonNode?)reason.Value))),
        ["assumption"] = Assumption == ClickAssumption.Cascade ? "cascade" : "item-position",
        ["served"] = Results is [var any, ..] ? new JsonObject { ["value"] = Number(any.Served), ["interval"] = Ends(any.ServedInterval) } : null,
        ["results"] = new JsonArray([.. Results.Select(Result)]),
    };

    private static JsonNode Result(OffPolicyResult result) => new JsonObject
    {
        ["model"] = result.Name,
        ["ips"] = Estimate(result.Ips),
        ["snips"] = Estimate(result.Snips),
        ["doublyRobust"] = Estimate(result.DoublyRobust),
        ["direct"] = Estimate(result.Direct),
        ["effectiveLists"] = Number(result.EffectiveLists),
        ["meanWeight"] = Number(result.MeanWeight),
        ["meanWeightInterval"] = Ends(result.MeanWeightInterval),
        ["cutShare"] = Number(result.CutShare),
        ["places"] = new JsonArray([.. result.Places.Select(place => new JsonObject
        {
            ["lists"] = place.Lists,
            ["meanWeight"] = Number(place.MeanWeight),
            ["effectiveLists"] = Number(place.EffectiveLists),
        })]),
        ["warnings"] = new JsonArray([.. result.Warnings.Select(warning => JsonValue.Create(warning))]),
    };

    private static JsonObject Estimate(ValueEstimate estimate) => new()
    {
        ["value"] = Number(estimate.Value),
        ["interval"] = Ends(estimate.Interval),
        ["change"] = Number(estimate.Change),
        ["changeInterval"] = Ends(estimate.ChangeInterval),
    };

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonArray Ends(Interval interval) => [Number(interval.Low), Number(interval.High)];
}

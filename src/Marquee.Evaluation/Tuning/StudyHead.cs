using System.Text.Json.Nodes;

namespace Marquee.Evaluation;

/// <summary>What a study studies, as the first line of its file: trials belong together only where all of it is the same.</summary>
public static class StudyHead
{
    private const int Format = 1;

    /// <summary>Writes the head.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="search">How it is searched.</param>
    /// <param name="data">What options are judged on.</param>
    /// <param name="objective">How the trials climb.</param>
    /// <param name="sampleTraining">Whether samples train alone, too.</param>
    /// <param name="metric">What is to become large.</param>
    /// <param name="seed">Seed of everything.</param>
    public static JsonObject Of(
        SearchSpace space, ISearch search, TuningData data, ITuningObjective objective, bool sampleTraining, IRankingMetric metric, ulong seed) => new()
        {
            ["format"] = Format,
            ["model"] = space.Family.Name,
            ["validation"] = data.Name,
            ["splits"] = data.Experiments.Count,
            ["metric"] = metric.Key,
            ["search"] = search.Name,
            ["seed"] = seed,
            ["shares"] = new JsonArray([.. objective.Shares.Select(share => (JsonNode)Math.Round(share, 6))]),
            ["sampleTraining"] = sampleTraining,
            ["start"] = space.Family.Options.ToJson(space.Start),
            ["options"] = space.ToJson(),
            ["data"] = data.Fingerprint(),
        };
}

using System.Text.Json.Nodes;

namespace Marquee.Evaluation;

/// <summary>What a study studies, as the first line of its file: trials belong together only where all of it is the same.</summary>
public static class StudyHead
{
    private const int Format = 1;

    /// <summary>The head of a study of a family's options.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="search">How it is searched.</param>
    /// <param name="data">What options are judged on.</param>
    /// <param name="objective">How the trials climb.</param>
    /// <param name="sampleTraining">Whether samples train alone, too.</param>
    /// <param name="metric">What is to become large.</param>
    /// <param name="seed">Seed of everything.</param>
    public static JsonObject Of(
        SearchSpace space, ISearch search, TuningData data, ITuningObjective objective, bool sampleTraining, IRankingMetric metric, ulong seed)
    {
        var head = Of(space, search, data.Name, objective, metric.Key, seed, data.Fingerprint());
        head["splits"] = data.Experiments.Count;
        head["sampleTraining"] = sampleTraining;
        return head;
    }

    /// <summary>The head of a study of any options.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="search">How it is searched.</param>
    /// <param name="validation">What options are judged on, in words.</param>
    /// <param name="objective">How the trials climb.</param>
    /// <param name="metric">Key of what is to become large.</param>
    /// <param name="seed">Seed of everything.</param>
    /// <param name="fingerprint">By which everything that can be learnt from or asked is known again.</param>
    public static JsonObject Of(SearchSpace space, ISearch search, string validation, ITuningObjective objective, string metric, ulong seed, string fingerprint) => new()
    {
        ["format"] = Format,
        ["model"] = space.Name,
        ["validation"] = validation,
        ["metric"] = metric,
        ["search"] = search.Name,
        ["seed"] = seed,
        ["shares"] = new JsonArray([.. objective.Shares.Select(share => (JsonNode)Math.Round(share, 6))]),
        ["start"] = space.Options.ToJson(space.Start),
        ["options"] = space.ToJson(),
        ["data"] = fingerprint,
    };
}

using System.Text.Json.Nodes;
using Marquee.Evaluation;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>Whom a model serves well, what it shows, and what each strength of some re-rankers would change and cost: the work of a job.</summary>
/// <param name="bench">What it is done with.</param>
/// <param name="model">The model.</param>
/// <param name="isPublished">Whether it was taken from a published version: it is trained anew.</param>
/// <param name="protocol">What is held out and asked for.</param>
/// <param name="questions">What to look at; the re-rankers that are priced in every strength that is to be told.</param>
/// <param name="seed">Seed of split and training; null for that of the workbench.</param>
public sealed class FairnessWork(Workbench bench, ModelSetup model, bool isPublished, EvaluationProtocol protocol, FairnessQuestions questions, ulong? seed) : IJobWork
{
    /// <summary>How many strengths of a re-ranker are looked at where none are named.</summary>
    public const int UsualStrengths = 8;

    /// <inheritdoc/>
    public string Type => "fairness";

    /// <inheritdoc/>
    public string Title => $"Fairness of {model.Name} ({protocol.Name})";

    /// <inheritdoc/>
    public JsonObject Request { get; } = Asked(bench, model, isPublished, protocol, questions, seed);

    /// <inheritdoc/>
    public JsonObject Run(JobMeter meter, CancellationToken cancellationToken)
    {
        meter.Plan([Workbench.Reading, .. ExperimentMeter.Parts(model.Name)]);
        var report = FairnessAudit.Run(protocol, bench.Read(cancellationToken), bench.Dataset, [model], questions, new ExperimentSettings
        {
            Seed = seed ?? bench.Seed,
            MaxDegreeOfParallelism = bench.MaxDegreeOfParallelism,
            Progress = new ExperimentMeter(meter),
            Time = bench.Time,
            CancellationToken = cancellationToken,
        });
        var result = report.ToJson();
        result["prices"] = new JsonArray([.. report.Prices.Select(price => price.ToJson())]);
        result["notes"] = isPublished ? new JsonArray(EvaluationWork.Note(model.Name)) : [];
        return result;
    }

    private static JsonObject Asked(Workbench bench, ModelSetup model, bool isPublished, EvaluationProtocol protocol, FairnessQuestions questions, ulong? seed)
    {
        var json = EvaluationWork.Json(model, isPublished ? [model.Name] : []);
        json["type"] = "fairness";
        json["protocol"] = protocol.Name;
        json["listLength"] = questions.ListLength;
        json["userAttributes"] = Words(questions.Users);
        json["itemAttributes"] = Words(questions.Items);
        json["reRankings"] = new JsonArray([.. questions.Priced.GroupBy(setup => setup.WithStrength(0).Text).Select(setups =>
        {
            var options = setups.First().Family.Options.ToJson(setups.First().Options);
            options.Remove("strength");
            var asked = new JsonObject { ["name"] = setups.First().Family.Name, ["options"] = options };
            if (questions.ReRankers.Contains(setups.First()))
            {
                asked["strength"] = setups.First().Strength;
            }
            else
            {
                asked["strengths"] = new JsonArray([.. setups.Select(setup => (JsonNode)setup.Strength)]);
            }

            return asked;
        })]);
        json["seed"] = seed ?? bench.Seed;
        return json;
    }

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)word)]);
}

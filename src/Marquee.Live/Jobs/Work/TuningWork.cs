using System.Text.Json.Nodes;
using Marquee.Evaluation;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>Searches a family's options on validation data: the work of a job. Every trial is kept as soon as it has ended.</summary>
/// <param name="bench">What it is done with.</param>
/// <param name="space">What is searched, and from where.</param>
/// <param name="search">How it is searched.</param>
/// <param name="protocol">What is held out and asked for, inside the protocol's own training part.</param>
/// <param name="metric">What is to become large.</param>
/// <param name="trials">How many trials.</param>
/// <param name="limit">After this time none is begun; null for no limit.</param>
/// <param name="seed">Seed of everything; null for that of the workbench.</param>
public sealed class TuningWork(
    Workbench bench, SearchSpace space, ISearch search, EvaluationProtocol protocol, IRankingMetric metric, int trials, TimeSpan? limit, ulong? seed) : IJobWork
{
    /// <inheritdoc/>
    public string Type => "tune";

    /// <inheritdoc/>
    public string Title => $"Tune {space.Name} ({protocol.Name}, {metric.Key})";

    /// <inheritdoc/>
    public JsonObject Request { get; } = JobJson.Clean(new JsonObject
    {
        ["type"] = "tune",
        ["model"] = space.Name,
        ["options"] = space.Options.ToJson(space.Start),
        ["only"] = Searched(space),
        ["search"] = search.Name,
        ["protocol"] = protocol.Name,
        ["metric"] = metric.Key,
        ["trials"] = trials,
        ["minutes"] = limit?.TotalMinutes,
        ["seed"] = seed ?? bench.Seed,
    });

    /// <inheritdoc/>
    public JsonObject Run(JobMeter meter, CancellationToken cancellationToken)
    {
        // The conclusion trains twice; the trials beyond the first rungs are as many trainings.
        meter.Plan(Workbench.Reading, new JobPart("trial", "trying options", trials), new JobPart("trial", "comparing the best with the start on other splits", 2));
        var settings = new ExperimentSettings { Seed = seed ?? bench.Seed, MaxDegreeOfParallelism = bench.MaxDegreeOfParallelism, Time = bench.Time, CancellationToken = cancellationToken };
        var data = TuningData.Of(protocol, bench.Read(cancellationToken), settings.Seed, splits: 1);
        var objective = new ValidationObjective(ModelCatalogue.Find(space.Name), data.Experiments, metric, SuccessiveHalving.DefaultRungs, sampleTraining: false, settings);
        var study = new Study(space, search, objective, settings.Seed);
        meter.Next();
        if (limit is { } time)
        {
            meter.Limit(time);
        }

        var ended = new List<Trial>();
        study.Run(new StudySettings
        {
            Trials = trials,
            TimeLimit = limit,
            Time = bench.Time,
            CancellationToken = cancellationToken,
            Keep = trial =>
            {
                ended.Add(trial);
                meter.Step(ended.Count, trials, trial.Rungs.Count > 0 ? trial.Rungs[^1] : null);
                if (Best(ended) is { } best)
                {
                    meter.Best(best.Value!.Value);
                }

                meter.Keep(Result(ended, data));
            },
        });
        meter.Next();
        var result = Result(ended, data);
        result["exhausted"] = study.IsExhausted;
        var conclusion = StudyConclusion.Of(study, objective, data, settings.Seed, cancellationToken);
        result["better"] = conclusion.IsBetter;
        if (conclusion.Comparison is { } compared)
        {
            result["conclusion"] = new JsonObject
            {
                ["metric"] = compared.Key,
                ["users"] = compared.Users,
                ["difference"] = compared.Difference,
                ["interval"] = new JsonArray(compared.DifferenceInterval.Low, compared.DifferenceInterval.High),
                ["p"] = compared.PermutationP,
                ["fresh"] = data.IsFresh,
            };
        }

        return result;
    }

    private static JsonArray Searched(SearchSpace space) => new([.. space.Dimensions.Select(dimension => (JsonNode)dimension.Name)]);

    private static Trial? Best(IEnumerable<Trial> trials) => trials.Where(trial => trial.Value is not null).MaxBy(trial => trial.Value);

    private JsonObject Result(List<Trial> ended, TuningData data)
    {
        var result = new JsonObject
        {
            ["model"] = space.Name,
            ["metric"] = metric.Key,
            ["validation"] = data.Name,
            ["users"] = data.Experiments[0].Tasks[0].Cases.Count,
            ["searched"] = Searched(space),
            ["trials"] = new JsonArray([.. ended.Select(Json)]),
        };
        if (Best(ended) is { } best)
        {
            result["best"] = Json(best);
        }

        return result;
    }

    private JsonObject Json(Trial trial)
    {
        var json = trial.ToJson(space.Options);
        json["value"] = trial.Value;
        return json;
    }
}

using System.Text.Json.Nodes;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>Trains a model on what is known now and publishes it: the work of a job.</summary>
internal sealed class TrainingWork(BackgroundTrainer trainer, ModelSetup setup, bool hold) : IJobWork
{
    /// <summary>The kind of job.</summary>
    public const string Kind = "train";

    /// <summary>What came of it, once it was carried out.</summary>
    public TrainingOutcome? Outcome { get; private set; }

    public string Type => Kind;

    public string Title => $"Train {setup.Name}";

    public JsonObject Request { get; } = new()
    {
        ["type"] = Kind,
        ["model"] = setup.Family.Name,
        ["name"] = setup.Name,
        ["options"] = setup.Family.Options.ToJson(setup.Options),
        ["publish"] = hold ? "hold" : "if-better",
    };

    public JsonObject Run(JobMeter meter, CancellationToken cancellationToken)
    {
        var outcome = Outcome = trainer.Carry(setup, hold, meter, cancellationToken);
        var result = new JsonObject
        {
            ["model"] = outcome.Model,
            ["version"] = outcome.Published,
            ["published"] = outcome.Published is not null,
            ["held"] = outcome.Held,
            ["seconds"] = Math.Round(outcome.Took.TotalSeconds, 3),
            ["reason"] = outcome.Reason,
        };
        if (outcome is { Candidate: { } candidate, Current: { } current })
        {
            result["judged"] = new JsonObject { ["metric"] = outcome.Metric, ["candidate"] = candidate, ["current"] = current, ["users"] = outcome.Users };
        }

        return result;
    }
}

using System.Text.Json.Nodes;

namespace Marquee.Evaluation;

/// <summary>One line of a report: a model of ours, or a published figure to stand beside it.</summary>
public sealed record BenchmarkRow
{
    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>All options it was trained with; empty for published rows.</summary>
    public JsonObject Options { get; init; } = [];

    /// <summary>Figures by metric key.</summary>
    public required IReadOnlyList<KeyValuePair<string, double>> Metrics { get; init; }

    /// <summary>Seconds of one training, where they were measured here.</summary>
    public double? TrainSeconds { get; init; }

    /// <summary>Seconds of scoring and ranking all users once, where they were measured here.</summary>
    public double? ScoreSeconds { get; init; }

    /// <summary>Whether the figures were published by others rather than measured here.</summary>
    public bool Published { get; init; }

    /// <summary>Who published them.</summary>
    public string? Source { get; init; }

    /// <summary>95% bootstrap intervals over users by metric key.</summary>
    public IReadOnlyList<KeyValuePair<string, Interval>> Intervals { get; init; } = [];

    /// <summary>How many seeds the figures are means of.</summary>
    public int? Seeds { get; init; }

    /// <summary>What the figures are made of, where they have parts, such as cuts in time.</summary>
    public IReadOnlyList<RunPart> Parts { get; init; } = [];

    /// <summary>Why there are no figures, where there are none.</summary>
    public string? Note { get; init; }

    /// <summary>Which of the suite's tasks the row belongs to, where there are several.</summary>
    public string? Variant { get; init; }

    /// <summary>The figure of a metric; nothing where the row does not have it.</summary>
    public double? Metric(string key)
    {
        foreach (var (name, value) in Metrics)
        {
            if (name == key)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The figures of a row that <see cref="ToJson"/> wrote, or that a person wrote like it: only <c>model</c> and <c>metrics</c> have to be there.</summary>
    /// <param name="json">The row.</param>
    /// <exception cref="InvalidDataException">It is no row.</exception>
    public static BenchmarkRow FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return new BenchmarkRow
            {
                Model = json["model"]!.GetValue<string>(),
                Metrics = [.. json["metrics"]!.AsObject().Select(metric => KeyValuePair.Create(metric.Key, metric.Value!.GetValue<double>()))],
                Intervals = [.. (json["intervals"]?.AsObject() ?? []).Select(interval => KeyValuePair.Create(interval.Key, new Interval(interval.Value![0]!.GetValue<double>(), interval.Value[1]!.GetValue<double>())))],
                Published = json["published"]?.GetValue<bool>() ?? false,
                Source = json["source"]?.GetValue<string>(),
                Note = json["note"]?.GetValue<string>(),
                Variant = json["variant"]?.GetValue<string>(),
            };
        }
        catch (Exception exception) when (exception is NullReferenceException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"This is no row of a report: {json.ToJsonString()}. It has a model and metrics: {{\"model\":\"ease\",\"metrics\":{{\"ndcg@10\":0.48}}}}.", exception);
        }
    }

    /// <summary>The row as other programs read it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["model"] = Model,
            ["options"] = Options.DeepClone(),
            ["metrics"] = new JsonObject(Metrics.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)metric.Value))),
            ["trainSeconds"] = TrainSeconds,
            ["scoreSeconds"] = ScoreSeconds,
            ["published"] = Published,
        };
        Add("source", Source);
        Add("note", Note);
        Add("variant", Variant);
        Add("seeds", Seeds);
        Add("intervals", Intervals.Count == 0 ? null : new JsonObject(
            Intervals.Select(interval => KeyValuePair.Create(interval.Key, (JsonNode?)new JsonArray(interval.Value.Low, interval.Value.High)))));
        Add("parts", Parts.Count == 0 ? null : new JsonArray([.. Parts.Select(part => new JsonObject
        {
            ["name"] = part.Name,
            ["users"] = part.Users,
            ["metrics"] = new JsonObject(part.Means.Select(mean => KeyValuePair.Create(mean.Key, (JsonNode?)mean.Value))),
        })]));
        return json;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Some options and what came of them.</summary>
public sealed record Trial
{
    /// <summary>Its number, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The options.</summary>
    public required ModelOptions Options { get; init; }

    /// <summary>How it ended.</summary>
    public required TrialState State { get; init; }

    /// <summary>The metric at each rung that it reached, smallest sample first; empty where the trial failed.</summary>
    public IReadOnlyList<double> Rungs { get; init; } = [];

    /// <summary>The metric on everything; nothing where it was not measured there.</summary>
    public double? Value => State == TrialState.Complete ? Rungs[^1] : null;

    /// <summary>95% bootstrap interval of <see cref="Value"/> over users.</summary>
    public Interval? Interval { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>What went wrong, in a trial that failed.</summary>
    public string? Failure { get; init; }

    /// <summary>The trial as a line of a study's file.</summary>
    /// <param name="schema">The options of its family.</param>
    public JsonObject ToJson(OptionSchema schema)
    {
        var json = new JsonObject
        {
            ["trial"] = Number,
            ["state"] = JsonNamingPolicy.KebabCaseLower.ConvertName(State.ToString()),
            ["rungs"] = new JsonArray([.. Rungs.Select(value => (JsonNode)value)]),
        };
        if (Interval is { } interval)
        {
            json["interval"] = new JsonArray(interval.Low, interval.High);
        }

        if (Failure is not null)
        {
            json["failure"] = Failure;
        }

        json["seconds"] = Math.Round(Time.TotalSeconds, 3);
        json["options"] = schema.ToJson(Options);
        return json;
    }

    /// <summary>Reads a line that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The line.</param>
    /// <param name="schema">The options of its family.</param>
    /// <exception cref="InvalidDataException">The line is none of a trial.</exception>
    public static Trial FromJson(JsonObject json, OptionSchema schema)
    {
        try
        {
            return new Trial
            {
                Number = json["trial"]!.GetValue<int>(),
                State = Enum.Parse<TrialState>(json["state"]!.GetValue<string>(), ignoreCase: true),
                Rungs = [.. json["rungs"]!.AsArray().Select(value => value!.GetValue<double>())],
                Interval = json["interval"] is JsonArray ends ? new Interval(ends[0]!.GetValue<double>(), ends[1]!.GetValue<double>()) : null,
                Failure = json["failure"]?.GetValue<string>(),
                Time = TimeSpan.FromSeconds(json["seconds"]!.GetValue<double>()),
                Options = schema.FromJson(json["options"]!.AsObject()),
            };
        }
        catch (Exception exception) when (exception is NullReferenceException or InvalidOperationException or FormatException or ArgumentException or OptionException)
        {
            throw new InvalidDataException($"This is no trial of such a study: {json.ToJsonString()} ({exception.Message})", exception);
        }
    }
}

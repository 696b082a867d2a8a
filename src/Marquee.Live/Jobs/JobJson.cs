using System.Globalization;
using System.Text.Json.Nodes;

namespace Marquee.Live;

/// <summary>Jobs as JSON: what the API answers, and what is kept in <c>reports/jobs</c>.</summary>
public static class JobJson
{
    /// <summary>Writes a job.</summary>
    public static JsonObject Write(Job job)
    {
        var json = new JsonObject
        {
            ["id"] = job.Id,
            ["type"] = job.Type,
            ["title"] = job.Title,
            ["state"] = Word(job.State),
            ["created"] = Time(job.Created),
        };
        Add("started", job.Started is { } started ? Time(started) : null);
        Add("ended", job.Ended is { } ended ? Time(ended) : null);
        Add("cancelling", job.IsCancelling && job.IsOpen ? true : null);
        Add("progress", job.Progress is { } progress ? Write(progress) : null);
        Add("error", job.Error);
        json["request"] = job.Request.DeepClone();
        Add("result", job.Result?.DeepClone());
        return json;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }

    /// <summary>Reads what <see cref="Write(Job)"/> wrote; how far it was is not read.</summary>
    /// <exception cref="FormatException">It is no job.</exception>
    public static Job Read(JsonObject json)
    {
        try
        {
            return new Job
            {
                Id = json["id"]!.GetValue<string>(),
                Type = json["type"]!.GetValue<string>(),
                Title = json["title"]!.GetValue<string>(),
                State = Enum.Parse<JobState>(json["state"]!.GetValue<string>(), ignoreCase: true),
                Created = ReadTime(json["created"])!.Value,
                Started = ReadTime(json["started"]),
                Ended = ReadTime(json["ended"]),
                Error = json["error"]?.GetValue<string>(),
                Request = json["request"]!.DeepClone().AsObject(),
                Result = json["result"]?.DeepClone().AsObject(),
            };
        }
        catch (Exception exception) when (exception is NullReferenceException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("This is no job.", exception);
        }
    }

    /// <summary>A copy without what does not exist: nulls, numbers that are none, and lists that hold one of these.</summary>
    public static JsonObject Clean(JsonObject json) => (JsonObject)Cleaned(json)!;

    private static JsonNode? Cleaned(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject whole:
                var json = new JsonObject();
                foreach (var (name, value) in whole)
                {
                    if (Cleaned(value) is { } clean)
                    {
                        json[name] = clean;
                    }
                }

                return json;
            case JsonArray list:
                JsonNode?[] all = [.. list.Select(Cleaned)];
                return all.Contains(null) ? null : new JsonArray(all);
            case JsonValue value when (value.TryGetValue(out double number) && !double.IsFinite(number)) || (value.TryGetValue(out float single) && !float.IsFinite(single)):
                return null;
            default:
                return node?.DeepClone();
        }
    }

    private static JsonObject Write(JobProgress progress)
    {
        var json = new JsonObject
        {
            ["share"] = Math.Round(progress.Share, 4),
            ["stage"] = progress.Stage,
            ["step"] = progress.Step,
            ["steps"] = progress.Steps,
            ["loss"] = progress.Loss,
            ["metric"] = progress.Metric,
            ["secondsLeft"] = progress.SecondsLeft,
        };
        if (progress.Series.Count > 0)
        {
            json["series"] = new JsonArray([.. progress.Series.Select(point => new JsonArray(point.Step, point.Value))]);
        }

        return Clean(json);
    }

    private static string Word(JobState state) => state.ToString().ToLowerInvariant();

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? ReadTime(JsonNode? json) =>
        json is null ? null : DateTimeOffset.Parse(json.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

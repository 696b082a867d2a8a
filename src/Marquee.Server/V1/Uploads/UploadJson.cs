using System.Text.Json;
using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary>Uploads as JSON.</summary>
internal static class UploadJson
{
    /// <summary>Writes an upload with what was understood of it.</summary>
    public static void Write(Utf8JsonWriter json, Upload upload)
    {
        var preview = upload.Preview;
        json.WriteStartObject();
        json.WriteString("id", upload.Id);
        json.WriteStartArray("files");
        foreach (var (name, bytes) in upload.Files)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("bytes", bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (preview.Format is { } format)
        {
            json.WriteStartObject("format");
            json.WriteString("name", format.Name);
            json.WriteString("words", format.Description);
            json.WriteEndObject();
            WriteUnderstood(json, preview);
        }

        Write(json, "problems", preview.Problems);
        json.WriteNumber("problemCount", preview.ProblemCount);
        Write(json, "notices", preview.Notices);
        if (preview.Problem is { } problem)
        {
            json.WriteString("problem", problem);
        }

        json.WriteEndObject();
    }

    private static void WriteUnderstood(Utf8JsonWriter json, DatasetPreview preview)
    {
        json.WriteStartObject("understood");
        json.WriteNumber("users", preview.Users);
        json.WriteNumber("items", preview.Items);
        json.WriteBoolean("more", preview.HasMore);
        json.WriteNumber("interactions", preview.Interactions);
        InsightJson.Write(json, "kinds", [.. preview.Kinds.Select(kind => new Live.KindCount(kind.Key, kind.Value)).OrderByDescending(kind => kind.Count)]);
        InsightJson.Write(json, "from", preview.From);
        InsightJson.Write(json, "until", preview.Until);
        json.WriteStartArray("sample");
        foreach (var record in preview.Sample)
        {
            switch (record)
            {
                case User user:
                    RecordJson.Write(json, user, typed: true);
                    break;
                case Item item:
                    RecordJson.Write(json, item, typed: true);
                    break;
                default:
                    RecordJson.Write(json, (Interaction)record, typed: true);
                    break;
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<DatasetProblem> problems)
    {
        json.WriteStartArray(name);
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("file", problem.Path);
            if (problem.Line > 0)
            {
                json.WriteNumber("line", problem.Line);
            }

            json.WriteString("message", problem.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

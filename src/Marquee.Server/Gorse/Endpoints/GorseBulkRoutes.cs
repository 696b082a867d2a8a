using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Marquee.Server;

/// <summary><c>/api/bulk/users</c>, <c>/api/bulk/items</c> and <c>/api/bulk/feedback</c>: everything in and out as JSON lines, streamed.</summary>
internal static class GorseBulkRoutes
{
    /// <summary>How many records are written together.</summary>
    public const int Batch = 1_000;

    private const int FlushBytes = 1 << 16;

    public static Task ExportUsers(GorseCall call) =>
        Export(call, "users.jsonl", UserList.Of(call.Engine).Select(user => UserMapping.ToGorse(user.Record)), GorseText.Json.GorseUser);

    public static Task ExportItems(GorseCall call) =>
        Export(call, "items.jsonl", ItemList.Of(call.Engine.Catalogue).Select(ItemMapping.ToGorse), GorseText.Json.GorseItem);

    public static Task ExportFeedback(GorseCall call)
    {
        var now = FeedbackList.Now(call.Engine);
        return Export(call, "feedback.jsonl", UserList.Of(call.Engine).SelectMany(user => FeedbackList.Of(user, call.Engine, now)), GorseText.Json.GorseFeedback);
    }

    public static Task ImportUsers(GorseCall call) => Import(
        call,
        GorseText.Json.GorseUser,
        (user, line) => Check(user.UserId, "user id", line),
        users => GorseUserRoutes.Put(users, call));

    public static Task ImportItems(GorseCall call) => Import(
        call,
        GorseText.Json.GorseItem,
        (item, line) =>
        {
            Check(item.ItemId, "item id", line);
            foreach (var category in item.Categories ?? [])
            {
                Check(category ?? "", "category", line);
            }

            CheckTime(item.Timestamp ?? "", line);
        },
        items => GorseItemRoutes.Put(items, call));

    public static Task ImportFeedback(GorseCall call) => Import(
        call,
        GorseText.Json.GorseFeedback,
        (feedback, line) =>
        {
            Check(feedback.FeedbackType, "feedback type", line);
            Check(feedback.UserId, "user id", line);
            Check(feedback.ItemId, "item id", line);
            CheckTime(feedback.Timestamp, line);
        },
        feedback => GorseFeedbackRoutes.Put(feedback, call, overwrite: true));

    private static async Task Export<T>(GorseCall call, string name, IEnumerable<T> records, JsonTypeInfo<T> type)
    {
        var response = call.Context.Response;
        response.ContentType = "application/jsonl";
        response.Headers.ContentDisposition = $"attachment; filename={name}";
        foreach (var record in records)
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(record, type);
            response.BodyWriter.Write(line);
            response.BodyWriter.Write("\n"u8);
            if (response.BodyWriter.UnflushedBytes >= FlushBytes)
            {
                await response.BodyWriter.FlushAsync(call.Aborted);
            }
        }

        await response.BodyWriter.FlushAsync(call.Aborted);
    }

    private static async Task Import<T>(GorseCall call, JsonTypeInfo<T> type, Action<T, int> check, Func<IEnumerable<T>, Task> write)
        where T : class
    {
        var count = 0;
        var batch = new List<T>(Batch);
        await foreach (var record in Records(await File(call.Context.Request, call.Aborted), type, call.Aborted))
        {
            check(record, count++);
            batch.Add(record);
            if (batch.Count == Batch)
            {
                await write(batch);
                batch.Clear();
            }
        }

        await write(batch);
        await call.WriteSuccess(count);
    }

    private static async IAsyncEnumerable<T> Records<T>(Stream stream, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var records = JsonSerializer.DeserializeAsyncEnumerable(stream, type, topLevelValues: true, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = records.ConfigureAwait(false);
        for (var line = 0; ; line++)
        {
            try
            {
                if (!await records.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (JsonException exception)
            {
                throw GorseProblem.BadRequest($"line {line} is not understood: {exception.Message}");
            }

            yield return records.Current ?? throw GorseProblem.BadRequest($"line {line} is null");
        }
    }

    /// <summary>The file of a form, as Gorse's dashboard sends it; or the body itself, where it is no form.</summary>
    private static async Task<Stream> File(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return request.Body;
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (boundary.Length > 0)
        {
            var parts = new MultipartReader(boundary.Value!, request.Body) { BodyLengthLimit = null };
            try
            {
                while (await parts.ReadNextSectionAsync(cancellationToken) is { } part)
                {
                    if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) && HeaderUtilities.RemoveQuotes(disposition.Name) == "file")
                    {
                        return part.Body;
                    }
                }
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
            {
                throw GorseProblem.BadRequest($"the form is damaged: {exception.Message}");
            }
        }

        throw GorseProblem.BadRequest("http: no such file");
    }

    private static void Check(string id, string what, int line)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            throw GorseProblem.BadRequest($"invalid {what} `{id}` at line {line} (id cannot be empty)");
        }

        if (id.Contains('/'))
        {
            throw GorseProblem.BadRequest($"invalid {what} `{id}` at line {line} (id cannot contain `/`)");
        }
    }

    private static void CheckTime(string text, int line)
    {
        if (!GorseTime.TryParse(text, out _))
        {
            throw GorseProblem.BadRequest($"failed to parse datetime `{text}` at line {line}");
        }
    }
}

using System.Buffers;
using System.Text.Json;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>How answers in JSON are written.</summary>
internal static class Answering
{
    /// <summary>Writes an answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="write">Writes one value.</param>
    public static async Task Json(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = JsonText.ContentType;
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, JsonText.Options);
        write(json);
        json.Flush();
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>Writes an answer that is there as bytes.</summary>
    public static async Task Json(HttpContext context, ReadOnlyMemory<byte> json)
    {
        context.Response.ContentType = JsonText.ContentType;
        context.Response.ContentLength = json.Length;
        await context.Response.BodyWriter.WriteAsync(json, context.RequestAborted);
    }

    /// <summary>Puts JSON into memory.</summary>
    public static ReadOnlyMemory<byte> ToBytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, JsonText.Options);
        write(json);
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>A record as it is served, with its tag; nothing but the tag where the request knows it already.</summary>
    public static Task Record(HttpContext context, ReadOnlyMemory<byte> json)
    {
        var tag = EntityTag.Of(json.Span);
        context.Response.Headers.ETag = tag;
        // A record may be kept if its owner asks each time whether it is still so.
        context.Response.Headers.CacheControl = "private, no-cache";
        if (HttpMethods.IsGet(context.Request.Method) && EntityTag.IsKnown(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return Json(context, json);
    }

    /// <summary>What became of a write.</summary>
    public static Task Receipt(HttpContext context, ChangeReceipt receipt) => Json(context, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", receipt.Version);
        json.WriteNumber("new", receipt.New);
        json.WriteNumber("updated", receipt.Updated);
        json.WriteNumber("unchanged", receipt.Unchanged);
        json.WriteNumber("deleted", receipt.Deleted);
        json.WriteBoolean("replayed", receipt.Replayed);
        json.WriteEndObject();
    });
}

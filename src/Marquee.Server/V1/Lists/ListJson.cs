using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>Lists as JSON. What every request brings is put together from bytes that are there; reasons, which few ask for, are written key by key.</summary>
internal static class ListJson
{
    private const int LongestNumber = 32;

    /// <summary>Answers with a list.</summary>
    public static Task Write(HttpContext context, Tenant tenant, AnsweredList list)
    {
        var response = context.Response;
        response.ContentType = JsonText.ContentType;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        var length = Measure(tenant, list);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var written = Write(buffer, tenant, list);
            response.ContentLength = written;
            response.BodyWriter.Write(buffer.AsSpan(0, written));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        // The server sends it when the request ends.
        return Task.CompletedTask;
    }

    /// <summary>Writes a list as a value.</summary>
    public static void Write(Utf8JsonWriter json, Tenant tenant, AnsweredList list)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Measure(tenant, list));
        json.WriteRawValue(buffer.AsSpan(0, Write(buffer, tenant, list)), skipInputValidation: true);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static int Measure(Tenant tenant, AnsweredList list)
    {
        var length = 64 + list.Id.Length + list.Model.Length;
        var items = list.Items;
        for (var place = 0; place < items.Count; place++)
        {
            length += tenant.Fragments.Of(items[place].Index, items[place].Item).Length + (2 * LongestNumber) + 32 + (ReasonsOf(tenant, items[place])?.Length ?? 0);
        }

        return length;
    }

    private static int Write(Span<byte> buffer, Tenant tenant, AnsweredList list)
    {
        var at = 0;
        Put("{\"id\":\""u8, buffer, ref at);
        Put(list.Id, buffer, ref at);
        Put("\",\"model\":\""u8, buffer, ref at);
        Put(list.Model, buffer, ref at);
        Put("\",\"items\":["u8, buffer, ref at);
        var items = list.Items;
        for (var place = 0; place < items.Count; place++)
        {
            var item = items[place];
            if (place > 0)
            {
                buffer[at++] = (byte)',';
            }

            Put(tenant.Fragments.Of(item.Index, item.Item), buffer, ref at);
            Put(",\"score\":"u8, buffer, ref at);
            Put(item.Score, buffer, ref at);
            if (item.Propensity != 1)
            {
                Put(",\"propensity\":"u8, buffer, ref at);
                Put(item.Propensity, buffer, ref at);
            }

            if (ReasonsOf(tenant, item) is { } reasons)
            {
                Put(",\"reasons\":"u8, buffer, ref at);
                Put(reasons, buffer, ref at);
            }

            buffer[at++] = (byte)'}';
        }

        Put("]}"u8, buffer, ref at);
        return at;
    }

    /// <summary>Why an item is there, in words and in numbers that add up to its score.</summary>
    private static byte[]? ReasonsOf(Tenant tenant, AnsweredItem item)
    {
        if (item.Explanation is not { } explanation)
        {
            return null;
        }

        var catalogue = tenant.Engine.Catalogue;
        return Answering.ToBytes(json =>
        {
            json.WriteStartObject();
            if (item.Reasons is { } reasons)
            {
                json.WriteString("text", reasons.Text);
            }

            WriteNumber(json, "baseline", explanation.Baseline);
            json.WriteStartArray("contributions");
            foreach (var contribution in explanation.Contributions)
            {
                json.WriteStartObject();
                json.WriteString("item", catalogue[contribution.Item].Id);
                WriteNumber(json, "score", contribution.Score);
                json.WriteEndObject();
            }

            foreach (var feature in explanation.Features)
            {
                json.WriteStartObject();
                json.WriteString("feature", feature.Name);
                WriteNumber(json, "score", feature.Score);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }).ToArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, float value) => json.WriteNumber(name, float.IsFinite(value) ? value : 0);

    private static void Put(ReadOnlySpan<byte> bytes, Span<byte> buffer, ref int at)
    {
        bytes.CopyTo(buffer[at..]);
        at += bytes.Length;
    }

    /// <summary>Names of lists and models are letters, digits and signs that mean nothing in JSON.</summary>
    private static void Put(string ascii, Span<byte> buffer, ref int at)
    {
        foreach (var letter in ascii)
        {
            buffer[at++] = (byte)letter;
        }
    }

    private static void Put(float number, Span<byte> buffer, ref int at)
    {
        Utf8Formatter.TryFormat(float.IsFinite(number) ? number : 0, buffer[at..], out var count);
        at += count;
    }
}

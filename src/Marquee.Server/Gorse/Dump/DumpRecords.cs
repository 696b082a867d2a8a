using System.Text;
using System.Text.Json;

namespace Marquee.Server;

/// <summary>The records of Gorse's dump: which field of which message is what.</summary>
internal static class DumpRecords
{
    /// <summary>Comes before the users.</summary>
    public const long Users = -1;

    /// <summary>Comes before the items.</summary>
    public const long Items = -2;

    /// <summary>Comes before the feedback.</summary>
    public const long Feedback = -3;

    /// <summary>Ends the dump.</summary>
    public const long End = 0;

    /// <summary>Writes a user.</summary>
    public static void Write(WireWriter wire, GorseUser user)
    {
        wire.Clear();
        wire.Text(1, user.UserId);
        wire.Bytes(2, Labels(user.Labels));
        wire.Text(3, user.Comment ?? "");
    }

    /// <summary>Writes an item.</summary>
    public static void Write(WireWriter wire, GorseItem item)
    {
        wire.Clear();
        wire.Text(2, item.ItemId);
        wire.Number(3, item.IsHidden == true ? 1 : 0);
        foreach (var category in item.Categories ?? [])
        {
            wire.Text(4, category ?? "", repeated: true);
        }

        wire.Bytes(5, Time(item.Timestamp ?? ""));
        wire.Bytes(6, Labels(item.Labels));
        wire.Text(7, item.Comment ?? "");
    }

    /// <summary>Writes feedback.</summary>
    public static void Write(WireWriter wire, GorseFeedback feedback)
    {
        wire.Clear();
        wire.Text(2, feedback.FeedbackType);
        wire.Text(3, feedback.UserId);
        wire.Text(4, feedback.ItemId);
        wire.Double(5, feedback.Value);
        wire.Bytes(6, Time(feedback.Timestamp));
        wire.Text(7, feedback.Comment);
    }

    /// <summary>Reads a user.</summary>
    public static GorseUser User(ReadOnlySpan<byte> bytes)
    {
        var user = new GorseUser();
        for (var wire = new WireReader(bytes); wire.Next();)
        {
            user = wire.Field switch
            {
                1 => user with { UserId = wire.Text },
                2 => user with { Labels = Labels(wire.Bytes) },
                3 => user with { Comment = wire.Text },
                _ => user,
            };
        }

        return user;
    }

    /// <summary>Reads an item.</summary>
    public static GorseItem Item(ReadOnlySpan<byte> bytes)
    {
        var item = new GorseItem();
        var categories = new List<string>();
        for (var wire = new WireReader(bytes); wire.Next();)
        {
            item = wire.Field switch
            {
                2 => item with { ItemId = wire.Text },
                3 => item with { IsHidden = wire.Number != 0 },
                5 => item with { Timestamp = Time(wire.Bytes) },
                6 => item with { Labels = Labels(wire.Bytes) },
                7 => item with { Comment = wire.Text },
                _ => item,
            };
            if (wire.Field == 4)
            {
                categories.Add(wire.Text);
            }
        }

        return categories.Count > 0 ? item with { Categories = [.. categories] } : item;
    }

    /// <summary>Reads feedback.</summary>
    public static GorseFeedback FeedbackOf(ReadOnlySpan<byte> bytes)
    {
        var feedback = new GorseFeedback();
        for (var wire = new WireReader(bytes); wire.Next();)
        {
            feedback = wire.Field switch
            {
                2 => feedback with { FeedbackType = wire.Text },
                3 => feedback with { UserId = wire.Text },
                4 => feedback with { ItemId = wire.Text },
                5 => feedback with { Value = wire.Double },
                6 => feedback with { Timestamp = Time(wire.Bytes) },
                7 => feedback with { Comment = wire.Text },
                _ => feedback,
            };
        }

        return feedback;
    }

    private static byte[] Labels(JsonElement? labels) => labels is { } given ? Encoding.UTF8.GetBytes(LabelText.Of(given)) : "null"u8.ToArray();

    private static JsonElement? Labels(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes.IsEmpty || bytes.SequenceEqual("null"u8) ? null : JsonElement.Parse(bytes);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"the labels of a record of the dump are no JSON: {exception.Message}");
        }
    }

    private static byte[] Time(string text)
    {
        // The year 1 is Gorse's word for no time.
        var time = GorseTime.TryParse(text, out var given) && given is { } moment ? moment : DateTimeOffset.MinValue;
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var (seconds, rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        if (rest < 0)
        {
            (seconds, rest) = (seconds - 1, rest + TimeSpan.TicksPerSecond);
        }

        var wire = new WireWriter();
        wire.Number(1, seconds);
        wire.Number(2, rest * TimeSpan.NanosecondsPerTick);
        return wire.Written.ToArray();
    }

    private static string Time(ReadOnlySpan<byte> bytes)
    {
        var (seconds, nanoseconds) = (0L, 0L);
        for (var wire = new WireReader(bytes); wire.Next();)
        {
            (seconds, nanoseconds) = wire.Field switch
            {
                1 => (wire.Number, nanoseconds),
                2 => (seconds, wire.Number),
                _ => (seconds, nanoseconds),
            };
        }

        try
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
            return time.Year == 1 ? "" : GorseTime.Format(time);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("a record of the dump has a time that no calendar has");
        }
    }
}

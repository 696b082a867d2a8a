using System.Text.Json;

namespace Marquee.Data;

/// <summary>Users, items and interactions as JSON objects: those of Marquee's own format (<c>docs/formats.md</c>), one at a time.</summary>
public static class RecordJson
{
    /// <summary>Reads a user.</summary>
    /// <param name="json">One object in UTF-8.</param>
    /// <param name="id">The id where the object has none; null where it must have one.</param>
    /// <exception cref="FormatException">It is no JSON, has an unknown key or a value of the wrong type; the message names the key first, in quotes, and says what would be right.</exception>
    public static User ReadUser(ReadOnlySpan<byte> json, string? id = null)
    {
        var reader = NewReader(out var words);
        var line = new JsonLine(json, words);
        return reader.ReadUser(ref line, id);
    }

    /// <summary>Reads an item.</summary>
    /// <param name="json">One object in UTF-8.</param>
    /// <param name="id">The id where the object has none; null where it must have one.</param>
    /// <exception cref="FormatException">As with <see cref="ReadUser"/>.</exception>
    public static Item ReadItem(ReadOnlySpan<byte> json, string? id = null)
    {
        var reader = NewReader(out var words);
        var line = new JsonLine(json, words);
        return reader.ReadItem(ref line, id);
    }

    /// <summary>Reads an interaction.</summary>
    /// <param name="json">One object in UTF-8.</param>
    /// <param name="user">The user where the object names none; null where it must name one.</param>
    /// <exception cref="FormatException">As with <see cref="ReadUser"/>.</exception>
    public static Interaction ReadInteraction(ReadOnlySpan<byte> json, string? user = null)
    {
        var reader = NewReader(out var words);
        var line = new JsonLine(json, words);
        return reader.ReadInteraction(ref line, user);
    }

    /// <summary>Reads whatever record an object with a <c>type</c> is.</summary>
    /// <param name="json">One object in UTF-8.</param>
    /// <returns>A <see cref="User"/>, an <see cref="Item"/> or an <see cref="Interaction"/>.</returns>
    /// <exception cref="FormatException">As with <see cref="ReadUser"/>.</exception>
    public static object ReadTyped(ReadOnlySpan<byte> json)
    {
        var reader = NewReader(out var words);
        var line = new JsonLine(json, words);
        return MarqueeLineReader.TypeOf(line) switch
        {
            MarqueeLine.User => reader.ReadUser(ref line),
            MarqueeLine.Item => reader.ReadItem(ref line),
            MarqueeLine.Interaction => reader.ReadInteraction(ref line),
            var other => throw new JsonLineException($"\"type\" is '{Excerpt.Of(other)}'; user, item or interaction is expected"),
        };
    }

    /// <summary>Writes a user as an object; keys are absent where the value is the default.</summary>
    /// <param name="json">Receives it.</param>
    /// <param name="user">The user.</param>
    /// <param name="typed">Whether the object says its <c>type</c>.</param>
    public static void Write(Utf8JsonWriter json, User user, bool typed = false)
    {
        Begin(json, MarqueeLine.User, typed);
        json.WriteString("id", user.Id);
        WriteAttributes(json, user.Attributes);
        WriteFlag(json, "optedOut", user.OptedOut);
        json.WriteEndObject();
    }

    /// <summary>Writes an item as an object; keys are absent where the value is the default.</summary>
    /// <param name="json">Receives it.</param>
    /// <param name="item">The item; its features are finite.</param>
    /// <param name="typed">Whether the object says its <c>type</c>.</param>
    public static void Write(Utf8JsonWriter json, Item item, bool typed = false)
    {
        Begin(json, MarqueeLine.Item, typed);
        json.WriteString("id", item.Id);
        WriteText(json, "title", item.Title);
        WriteText(json, "kind", item.Kind);
        if (item.Year is { } year)
        {
            json.WriteNumber("year", year);
        }

        if (item.ReleaseDate is { } day)
        {
            json.WriteString("releaseDate", day.ToString("yyyy-MM-dd"));
        }

        WriteTexts(json, "countries", item.Countries);
        WriteText(json, "language", item.Language);
        WriteTexts(json, "categories", item.Categories);
        WriteTexts(json, "labels", item.Labels);
        WritePeople(json, item.People);
        WriteText(json, "summary", item.Summary);
        WriteMoment(json, "availableFrom", item.AvailableFrom);
        WriteMoment(json, "availableUntil", item.AvailableUntil);
        WriteFlag(json, "hidden", item.Hidden);
        WriteAttributes(json, item.Attributes);
        WriteFeatures(json, item.Features);
        json.WriteEndObject();
    }

    /// <summary>Writes an interaction as an object; keys are absent where the value is the default.</summary>
    /// <param name="json">Receives it.</param>
    /// <param name="interaction">The interaction; its value is finite.</param>
    /// <param name="typed">Whether the object says its <c>type</c>.</param>
    public static void Write(Utf8JsonWriter json, Interaction interaction, bool typed = false)
    {
        Begin(json, MarqueeLine.Interaction, typed);
        json.WriteString("user", interaction.UserId);
        if (interaction.ItemId.Length > 0)
        {
            json.WriteString("item", interaction.ItemId);
        }

        json.WriteString("kind", interaction.Kind);
        WriteNumber(json, "value", interaction.Value);
        WriteNumber(json, "progress", interaction.Progress);
        WriteMoment(json, "time", interaction.Time);
        WriteText(json, "session", interaction.Session);
        WriteText(json, "text", interaction.Text);
        json.WriteEndObject();
    }

    private static MarqueeRecordReader NewReader(out TextCache words)
    {
        words = new TextCache();
        return new MarqueeRecordReader(words, words, words);
    }

    private static void Begin(Utf8JsonWriter json, string type, bool typed)
    {
        json.WriteStartObject();
        if (typed)
        {
            json.WriteString(MarqueeLine.Type, type);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string key, string? text)
    {
        if (text is not null)
        {
            json.WriteString(key, text);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string key, ValueList<string> texts)
    {
        if (texts.Count > 0)
        {
            json.WriteStartArray(key);
            foreach (var text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }
    }

    private static void WritePeople(Utf8JsonWriter json, ValueList<Person> people)
    {
        if (people.Count > 0)
        {
            json.WriteStartArray("people");
            foreach (var person in people)
            {
                json.WriteStartObject();
                json.WriteString("name", person.Name);
                json.WriteString("role", person.Role);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void WriteAttributes(Utf8JsonWriter json, AttributeMap attributes)
    {
        if (attributes.Count > 0)
        {
            json.WriteStartObject("attributes");
            foreach (var (name, value) in attributes)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteFeatures(Utf8JsonWriter json, FeatureMap features)
    {
        if (features.Count > 0)
        {
            json.WriteStartObject("features");
            foreach (var (name, vector) in features)
            {
                json.WriteStartArray(name);
                foreach (var value in vector.Span)
                {
                    json.WriteNumberValue(value);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, string key, bool flag)
    {
        if (flag)
        {
            json.WriteBoolean(key, flag);
        }
    }

    private static void WriteMoment(Utf8JsonWriter json, string key, DateTimeOffset? moment)
    {
        if (moment is { } time)
        {
            json.WriteString(key, time.ToUniversalTime().ToString(MarqueeLine.MomentFormat));
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string key, float? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(key, value);
        }
    }
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Marquee.Data;

/// <summary>Writes Marquee's own JSON lines: one file where the path ends with <c>.jsonl</c>, else a folder of three.</summary>
internal sealed class MarqueeWriter : IDatasetWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;
    private readonly PendingOutput _output;
    private readonly bool _isFolder;
    private readonly Dictionary<string, Stream> _files = [];

    /// <summary>Begins to write.</summary>
    public MarqueeWriter(string path)
    {
        _isFolder = !path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);
        _output = new PendingOutput(path, _isFolder);
        _json = new Utf8JsonWriter(_line, Options);
    }

    /// <inheritdoc/>
    public void Add(User user)
    {
        Begin(MarqueeLine.User);
        _json.WriteString("id", user.Id);
        WriteAttributes(user.Attributes);
        WriteFlag("optedOut", user.OptedOut);
        End("users.jsonl", "user", user.Id);
    }

    /// <inheritdoc/>
    public void Add(Item item)
    {
        Begin(MarqueeLine.Item);
        _json.WriteString("id", item.Id);
        WriteText("title", item.Title);
        WriteText("kind", item.Kind);
        if (item.Year is { } year)
        {
            _json.WriteNumber("year", year);
        }

        if (item.ReleaseDate is { } day)
        {
            _json.WriteString("releaseDate", day.ToString("yyyy-MM-dd"));
        }

        WriteTexts("countries", item.Countries);
        WriteText("language", item.Language);
        WriteTexts("categories", item.Categories);
        WriteTexts("labels", item.Labels);
        WritePeople(item.People);
        WriteText("summary", item.Summary);
        WriteMoment("availableFrom", item.AvailableFrom);
        WriteMoment("availableUntil", item.AvailableUntil);
        WriteFlag("hidden", item.Hidden);
        WriteAttributes(item.Attributes);
        WriteFeatures(item);
        End("items.jsonl", "item", item.Id);
    }

    /// <inheritdoc/>
    public void Add(Interaction interaction)
    {
        Begin(MarqueeLine.Interaction);
        _json.WriteString("user", interaction.UserId);
        if (interaction.ItemId.Length > 0)
        {
            _json.WriteString("item", interaction.ItemId);
        }

        _json.WriteString("kind", interaction.Kind);
        WriteNumber("value", interaction.Value, "interaction of user", interaction.UserId);
        WriteNumber("progress", interaction.Progress, "interaction of user", interaction.UserId);
        WriteMoment("time", interaction.Time);
        WriteText("session", interaction.Session);
        WriteText("text", interaction.Text);
        End("interactions.jsonl", "interaction of user", interaction.UserId);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        if (!_isFolder)
        {
            File("");
        }

        _output.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _json.Dispose();
        _output.Dispose();
    }

    private void Begin(string type)
    {
        _json.WriteStartObject();
        _json.WriteString(MarqueeLine.Type, type);
    }

    private void End(string name, string what, string id)
    {
        _json.WriteEndObject();
        _json.Flush();
        if (_line.WrittenCount > LineReader.MaxLineBytes)
        {
            throw _output.Refuse($"the {what} '{Excerpt.Of(id)}' needs a line of {_line.WrittenCount:N0} bytes; a line may have {LineReader.MaxLineBytes:N0}");
        }

        _line.Write("\n"u8);
        var file = File(_isFolder ? name : "");
        try
        {
            file.Write(_line.WrittenSpan);
        }
        catch (IOException exception)
        {
            throw _output.Failure(exception);
        }

        _line.ResetWrittenCount();
        _json.Reset();
    }

    private Stream File(string name)
    {
        if (!_files.TryGetValue(name, out var file))
        {
            file = _output.Create(name);
            _files.Add(name, file);
        }

        return file;
    }

    private void WriteText(string key, string? text)
    {
        if (text is not null)
        {
            _json.WriteString(key, text);
        }
    }

    private void WriteTexts(string key, ValueList<string> texts)
    {
        if (texts.Count > 0)
        {
            _json.WriteStartArray(key);
            foreach (var text in texts)
            {
                _json.WriteStringValue(text);
            }

            _json.WriteEndArray();
        }
    }

    private void WritePeople(ValueList<Person> people)
    {
        if (people.Count > 0)
        {
            _json.WriteStartArray("people");
            foreach (var person in people)
            {
                _json.WriteStartObject();
                _json.WriteString("name", person.Name);
                _json.WriteString("role", person.Role);
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
        }
    }

    private void WriteAttributes(AttributeMap attributes)
    {
        if (attributes.Count > 0)
        {
            _json.WriteStartObject("attributes");
            foreach (var (name, value) in attributes)
            {
                _json.WriteString(name, value);
            }

            _json.WriteEndObject();
        }
    }

    private void WriteFeatures(Item item)
    {
        if (item.Features.Count > 0)
        {
            _json.WriteStartObject("features");
            foreach (var (name, vector) in item.Features)
            {
                _json.WriteStartArray(name);
                foreach (var value in vector.Span)
                {
                    _json.WriteNumberValue(Finite(value, name, "item", item.Id));
                }

                _json.WriteEndArray();
            }

            _json.WriteEndObject();
        }
    }

    private void WriteFlag(string key, bool flag)
    {
        if (flag)
        {
            _json.WriteBoolean(key, flag);
        }
    }

    private void WriteMoment(string key, DateTimeOffset? moment)
    {
        if (moment is { } time)
        {
            _json.WriteString(key, time.ToUniversalTime().ToString(MarqueeLine.MomentFormat));
        }
    }

    private void WriteNumber(string key, float? number, string what, string id)
    {
        if (number is { } value)
        {
            _json.WriteNumber(key, Finite(value, key, what, id));
        }
    }

    private float Finite(float value, string key, string what, string id) => float.IsFinite(value)
        ? value
        : throw _output.Refuse($"\"{key}\" of the {what} '{Excerpt.Of(id)}' is not a finite number, which JSON cannot hold");
}

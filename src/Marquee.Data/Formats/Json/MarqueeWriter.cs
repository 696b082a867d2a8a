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
        RecordJson.Write(_json, user, typed: true);
        End("users.jsonl", "user", user.Id);
    }

    /// <inheritdoc/>
    public void Add(Item item)
    {
        foreach (var (name, vector) in item.Features)
        {
            foreach (var value in vector.Span)
            {
                CheckFinite(value, name, "item", item.Id);
            }
        }

        RecordJson.Write(_json, item, typed: true);
        End("items.jsonl", "item", item.Id);
    }

    /// <inheritdoc/>
    public void Add(Interaction interaction)
    {
        CheckFinite(interaction.Value ?? 0, "value", "interaction of user", interaction.UserId);
        CheckFinite(interaction.Progress ?? 0, "progress", "interaction of user", interaction.UserId);
        RecordJson.Write(_json, interaction, typed: true);
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

    private void End(string name, string what, string id)
    {
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

    private void CheckFinite(float value, string key, string what, string id)
    {
        if (!float.IsFinite(value))
        {
            throw _output.Refuse($"\"{key}\" of the {what} '{Excerpt.Of(id)}' is not a finite number, which JSON cannot hold");
        }
    }
}

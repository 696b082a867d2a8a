using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marquee.Storage;

/// <summary>What a study has found so far, as lines of JSON that a person can read: a head that says what is studied, then one line a trial.</summary>
/// <remarks>
/// A line is flushed to the disk before <see cref="Append"/> returns, so a killed process loses at most the trial it was at. A last line that was cut off is dropped when the file is opened again. One process at a time works on
/// a study, under a lock beside the file that dies with the process; others may read it meanwhile.
/// </remarks>
public sealed class StudyFile : IDisposable
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileStream _lock;
    private readonly FileStream _file;
    private readonly List<JsonObject> _records = [];

    private StudyFile(string path, FileStream held)
    {
        Path = path;
        _lock = held;
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>All lines but the head, in order.</summary>
    public IReadOnlyList<JsonObject> Records => _records;

    /// <summary>Opens a study, or begins it where there is no such file.</summary>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="head">What is studied. A file with another head is another study.</param>
    /// <param name="restart">Whether to forget what is there, whatever it is.</param>
    /// <exception cref="StoreException">The file holds another study, is damaged, or is in use.</exception>
    public static StudyFile Open(string path, JsonObject head, bool restart = false)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var study = new StudyFile(path, Lock(path));
        try
        {
            if (restart)
            {
                study._file.SetLength(0);
            }

            study.Read(head);
            DiskFlush.Directory(folder);
            return study;
        }
        catch
        {
            study.Dispose();
            throw;
        }
    }

    /// <summary>Adds a line; when it returns, the line survives a power cut.</summary>
    public void Append(JsonObject record)
    {
        Write(record);
        _records.Add(record);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private static FileStream Lock(string path) =>
        ExclusiveFile.TryOpen(path + ".lock") ?? throw new StoreException($"{path} is in use: another process works on this study.");

    private void Read(JsonObject head)
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        // What stands behind the last line end was being written when the process died.
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        _file.SetLength(whole);
        _file.Position = whole;
        var lines = Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
        {
            Write(head);
            return;
        }

        for (var line = 0; line < lines.Length; line++)
        {
            var json = Parse(lines[line], line + 1);
            if (line > 0)
            {
                _records.Add(json);
            }
            else if (Differences(json, head) is { Count: > 0 } differences)
            {
                throw new StoreException($"{Path} holds another study: {string.Join("; ", differences)}.");
            }
        }
    }

    private JsonObject Parse(string text, int line)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new StoreException($"{Path}, line {line}: a JSON object should stand here.");
        }
        catch (JsonException exception)
        {
            throw new StoreException($"{Path}, line {line}: this is no JSON ({exception.Message}).");
        }
    }

    private static List<string> Differences(JsonObject there, JsonObject here) =>
        [.. here.Select(entry => entry.Key).Union(there.Select(entry => entry.Key))
            .Where(key => !JsonNode.DeepEquals(there[key], here[key]))
            .Select(key => $"'{key}' is {Show(there[key])} there and {Show(here[key])} here")];

    private static string Show(JsonNode? value) => value?.ToJsonString(OneLine) ?? "missing";

    private void Write(JsonObject line)
    {
        _file.Write(Encoding.UTF8.GetBytes(line.ToJsonString(OneLine) + "\n"));
        _file.Flush(flushToDisk: true);
    }
}

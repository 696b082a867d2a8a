using System.Text.Json;

namespace Marquee.Server;

/// <summary>
/// What people changed in a service, and with which key: a JSON object a line in <c>reports/changes.jsonl</c> of the workspace. May be called from many threads at once.
/// </summary>
/// <param name="path">The file; it need not be there.</param>
/// <param name="time">The clock.</param>
internal sealed class ChangeLog(string path, TimeProvider time)
{
    private readonly Lock _file = new();
    private long _dropped;

    /// <summary>Changes that could not be noted: what was done counts more than the note of it, so that a full disk undoes nothing.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Notes that something was done; when it returns, the note is on the disk.</summary>
    /// <param name="caller">Who asked for it.</param>
    /// <param name="action">What was done: one of <see cref="ChangeActions"/>.</param>
    /// <param name="target">To what. Nobody's id: who was erased is not kept here.</param>
    /// <param name="detail">More, in words.</param>
    public void Note(Caller caller, string action, string? target = null, string? detail = null)
    {
        var line = Answering.ToBytes(json => Write(json, new ChangeEntry(time.GetUtcNow(), caller.Key?.Name, action, target, detail)));
        try
        {
            lock (_file)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
                if (file.Length > 0)
                {
                    file.Seek(-1, SeekOrigin.End);
                    if (file.ReadByte() != '\n')
                    {
                        // Half a line of somebody who was killed stays alone.
                        file.WriteByte((byte)'\n');
                    }
                }

                file.Write(line.Span);
                file.WriteByte((byte)'\n');
                file.Flush(flushToDisk: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>A page of the log, the newest first.</summary>
    /// <param name="before">How many of the oldest entries the page draws on; null for all.</param>
    /// <param name="limit">Most entries on it.</param>
    /// <returns>The entries, and how many are older than those.</returns>
    public (IReadOnlyList<ChangeEntry> Entries, int Older) Page(int? before, int limit)
    {
        var entries = new Queue<ChangeEntry>();
        var count = 0;
        if (File.Exists(path))
        {
            // As long as people do things by hand, it is short.
            foreach (var entry in File.ReadLines(path).Select(Parse).OfType<ChangeEntry>().Take(before ?? int.MaxValue))
            {
                count++;
                entries.Enqueue(entry);
                if (entries.Count > limit)
                {
                    entries.Dequeue();
                }
            }
        }

        return ([.. entries.Reverse()], count - entries.Count);
    }

    /// <summary>Writes an entry, as it stands in the file and in answers.</summary>
    public static void Write(Utf8JsonWriter json, ChangeEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("time", entry.Time.UtcDateTime);
        WriteText("key", entry.Key);
        json.WriteString("action", entry.Action);
        WriteText("target", entry.Target);
        WriteText("detail", entry.Detail);
        json.WriteEndObject();

        void WriteText(string name, string? text)
        {
            if (text is not null)
            {
                json.WriteString(name, text);
            }
        }
    }

    private static ChangeEntry? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var entry = document.RootElement;
            return new ChangeEntry(entry.GetProperty("time").GetDateTimeOffset(), Text("key"), entry.GetProperty("action").GetString()!, Text("target"), Text("detail"));

            string? Text(string name) => entry.TryGetProperty(name, out var text) ? text.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Half a line, or somebody's own: not worth losing the others for.
            return null;
        }
    }
}

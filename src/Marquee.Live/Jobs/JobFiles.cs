using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>Jobs on the disk, one file each: <c>reports/jobs/ID.json</c>. A file is whole or not there.</summary>
internal sealed class JobFiles(string folder)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All that are there, earliest first; what is damaged is left out.</summary>
    public IEnumerable<Job> ReadAll() =>
        !Directory.Exists(folder) ? [] : Directory.GetFiles(folder, "*.json").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal).Select(Read).OfType<Job>();

    /// <summary>A job with its result; null where it is not there or damaged.</summary>
    public Job? Read(string id)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(PathOf(id))) is JsonObject json && JobJson.Read(json) is var job && job.Id == id ? job : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Keeps a job, on the disk when it returns.</summary>
    /// <exception cref="StoreException">It cannot be written.</exception>
    public void Write(Job job)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var unfinished = PathOf(job.Id) + ".tmp";
            using (var stream = File.Create(unfinished))
            {
                JsonSerializer.Serialize(stream, JobJson.Write(job with { Progress = null }), Readable);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, PathOf(job.Id), overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{folder} cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Keeps a job if that can be done.</summary>
    /// <returns>Whether it could.</returns>
    public bool TryWrite(Job job)
    {
        try
        {
            Write(job);
            return true;
        }
        catch (StoreException)
        {
            // A full disk: it is told from memory as long as the process lives.
            return false;
        }
    }

    /// <summary>Forgets a job.</summary>
    public void Delete(string id)
    {
        try
        {
            File.Delete(PathOf(id));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is forgotten until the next start, and can be forgotten again then.
        }
    }

    private string PathOf(string id) => Path.Combine(folder, id + ".json");
}

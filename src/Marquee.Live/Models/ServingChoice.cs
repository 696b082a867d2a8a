using System.Text.Json;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>Which versions an operator chose to serve, kept in <c>models/serving.json</c>: <c>{"ease": 3}</c>. A model that is not named there is served in its newest version; one with a 0 is not served.</summary>
internal sealed class ServingChoice(string file)
{
    /// <summary>In place of a version: none of the model's is served.</summary>
    public const int None = 0;

    private const string Help = "it holds a version for each model that is not to be served in its newest, such as {\"ease\": 3}; correct it, or delete it to serve the newest of all";

    /// <exception cref="StoreException">The file is not readable.</exception>
    public IReadOnlyDictionary<string, int> Read()
    {
        if (!File.Exists(file))
        {
            return new Dictionary<string, int>();
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(file)) ?? throw new StoreException($"{file} says nothing; {Help}.");
        }
        catch (JsonException exception)
        {
            throw new StoreException($"{file} is damaged; {Help}.", exception);
        }
    }

    /// <summary>Keeps a choice, on the disk when it returns.</summary>
    public void Write(string name, int? version)
    {
        var chosen = new SortedDictionary<string, int>(Read().ToDictionary(), StringComparer.Ordinal);
        if (version is { } number)
        {
            chosen[name] = number;
        }
        else
        {
            chosen.Remove(name);
        }

        // The first model may not be published yet.
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var unfinished = file + ".tmp";
        using (var stream = File.Create(unfinished))
        {
            JsonSerializer.Serialize(stream, chosen);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
    }
}

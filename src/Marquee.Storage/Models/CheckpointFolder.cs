using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Numerics.Learning;

namespace Marquee.Storage;

/// <summary>
/// The checkpoints of one training: <c>models/NAME/checkpoint/PART/NUMBER/</c>, each an artifact with checksums that appears as a whole or not at all. Beside the state it holds what is trained (its head), and is refused to any other training.
/// </summary>
/// <remarks>Held by one process at a time. The last checkpoint of a part is deleted when the next is complete; where that fails, by the one after.</remarks>
public sealed class CheckpointFolder : ICheckpointStore, IDisposable
{
    private const string MainPart = "main";
    private const string LockFile = ".lock";

    private readonly string _directory;
    private readonly string _model;
    private readonly ModelRegistry _checkpoints;
    private readonly JsonObject _head;
    private readonly string _part;
    private readonly FileStream? _lock;
    private readonly Tally _tally;

    private CheckpointFolder(string directory, string model, JsonObject head, TimeSpan interval, string part, FileStream? held, Tally tally)
    {
        _directory = directory;
        _model = model;
        _checkpoints = new ModelRegistry(directory);
        // As it comes back from a file, so that both compare.
        _head = JsonNode.Parse(head.ToJsonString())!.AsObject();
        _part = part;
        _lock = held;
        _tally = tally;
        Interval = interval;
    }

    /// <inheritdoc/>
    public TimeSpan Interval { get; }

    /// <summary>Whether there is a checkpoint.</summary>
    public bool Exists => _checkpoints.List().Count > 0;

    /// <summary>How many checkpoints were written since the folder was opened.</summary>
    public int Saves => _tally.Saves;

    /// <summary>Opens the folder for a training.</summary>
    /// <param name="directory">The folder; it is made where it does not exist.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="head">What is trained: with another head it is another training.</param>
    /// <param name="interval">Time between two checkpoints.</param>
    /// <exception cref="StoreException">Another process trains this model with checkpoints.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    internal static CheckpointFolder Open(string directory, string model, JsonObject head, TimeSpan interval)
    {
        Directory.CreateDirectory(directory);
        var held = ExclusiveFile.TryOpen(Path.Combine(directory, LockFile))
            ?? throw new StoreException($"Another process is training {model} with checkpoints in {directory}. Wait for it, or train in another workspace.");
        return new CheckpointFolder(directory, model, head, interval, MainPart, held, new Tally());
    }

    /// <inheritdoc/>
    public ICheckpointStore Part(string name) =>
        new CheckpointFolder(_directory, _model, _head, Interval, _part == MainPart ? name : $"{_part}-{name}", held: null, _tally);

    /// <inheritdoc/>
    public bool TryLoad(Action<ICheckpointReader> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        if (_checkpoints.Latest(_part) is not { } latest)
        {
            return false;
        }

        try
        {
            var reader = _checkpoints.Open(_part, latest.Version);
            RequireSameTraining(reader.Properties["training"]);
            load(new Reader(reader));
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"The training of {_model} cannot go on from its checkpoint: {exception.Message}", exception);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Save(Action<ICheckpointWriter> save)
    {
        ArgumentNullException.ThrowIfNull(save);
        var kept = _checkpoints.Publish(_part, writer =>
        {
            writer.Properties["training"] = _head.DeepClone();
            save(new Writer(writer));
        });
        _tally.Saves++;
        foreach (var version in _checkpoints.List(_part).Where(other => other.Version < kept.Version))
        {
            try
            {
                Directory.Delete(version.Directory, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Windows keeps what is mapped, as the state is that a training went on from. The new one counts, and the next saving tries again.
            }
        }
    }

    /// <summary>Deletes all checkpoints.</summary>
    public void Clear()
    {
        foreach (var part in Directory.GetDirectories(_directory))
        {
            Directory.Delete(part, recursive: true);
        }
    }

    /// <summary>Lets other processes have the folder, and removes it where it is empty.</summary>
    public void Dispose()
    {
        _lock?.Dispose();
        if (_lock is null || Directory.EnumerateFileSystemEntries(_directory).Any())
        {
            return;
        }

        try
        {
            Directory.Delete(_directory);
        }
        catch (IOException)
        {
            // Another process has begun to use it.
        }
    }

    private void RequireSameTraining(JsonNode? there)
    {
        foreach (var (name, here) in _head)
        {
            if (JsonNode.DeepEquals(here, there?[name]))
            {
                continue;
            }

            var difference = here is JsonObject && there?[name] is JsonObject
                ? string.Join(", ", here.AsObject().Where(entry => !JsonNode.DeepEquals(entry.Value, there[name]![entry.Key])).Select(entry => Difference(entry.Key, there[name]![entry.Key], entry.Value)))
                : Difference(name, there?[name], here);
            throw new InvalidDataException($"it was made by another training ({difference}). Train with the same program, options, seed and data, or begin anew.");
        }
    }

    private static string Difference(string name, JsonNode? there, JsonNode? here) => $"{name} was {Text(there)} and is {Text(here)}";

    private static string Text(JsonNode? value) => value?.ToString() is { Length: > 0 } text ? text : "nothing";

    private sealed class Tally
    {
        public int Saves { get; set; }
    }

    private sealed class Writer(ArtifactWriter artifact) : ICheckpointWriter
    {
        public void Write(string name, ReadOnlySpan<float> values) => artifact.Write(name, values, values.Length);

        public void Write(string name, ReadOnlySpan<int> values) => artifact.Write(name, values);

        public void Write(string name, double number) => artifact.Properties[name] = number;
    }

    private sealed class Reader(ArtifactReader artifact) : ICheckpointReader
    {
        public void Read(string name, Span<float> values) => artifact.ReadFloats(name, values.Length).Span.CopyTo(values);

        public void Read(string name, Span<int> values)
        {
            var kept = artifact.ReadInts(name);
            if (kept.Length != values.Length)
            {
                throw new InvalidDataException($"the array '{name}' holds {kept.Length} numbers; it should hold {values.Length}.");
            }

            kept.CopyTo(values);
        }

        public double? ReadNumber(string name) => artifact.Properties[name] is JsonValue value && value.TryGetValue(out double number) ? number : null;
    }
}

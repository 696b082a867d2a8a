using Marquee.Numerics.Learning;

namespace Marquee.Testing;

/// <summary>Keeps states in memory.</summary>
public sealed class MemoryCheckpoints : ICheckpointStore, ICheckpointWriter, ICheckpointReader
{
    private Dictionary<string, object>? _kept;
    private Dictionary<string, object> _written = [];

    public TimeSpan Interval { get; init; } = TimeSpan.Zero;

    public int Saves { get; private set; }

    /// <summary>Which saving fails half-way, counted from 1.</summary>
    public int FailingSave { get; init; }

    public bool TryLoad(Action<ICheckpointReader> load)
    {
        if (_kept is null)
        {
            return false;
        }

        load(this);
        return true;
    }

    public void Save(Action<ICheckpointWriter> save)
    {
        _written = [];
        save(this);
        if (++Saves == FailingSave)
        {
            throw new IOException("The disk is full.");
        }

        _kept = _written;
    }

    public ICheckpointStore Part(string name) => throw new NotSupportedException();

    public void Write(string name, ReadOnlySpan<float> values) => _written.Add(name, values.ToArray());

    public void Write(string name, ReadOnlySpan<int> values) => _written.Add(name, values.ToArray());

    public void Write(string name, double number) => _written.Add(name, number);

    public void Read(string name, Span<float> values) => Read<float>(name, values);

    public void Read(string name, Span<int> values) => Read<int>(name, values);

    public double? ReadNumber(string name) => (double?)_kept!.GetValueOrDefault(name);

    private void Read<T>(string name, Span<T> values)
    {
        if (!_kept!.TryGetValue(name, out var kept) || kept is not T[] array || array.Length != values.Length)
        {
            throw new InvalidDataException($"'{name}' is not {values.Length} numbers.");
        }

        array.CopyTo(values);
    }
}

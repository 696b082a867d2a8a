using System.Buffers;

namespace Marquee.Media;

/// <summary>Room for numbers in between, taken from the pool of the process and given back: views are made by the million and must not leave garbage.</summary>
internal readonly ref struct Scratch : IDisposable
{
    private readonly float[] _memory;

    /// <summary>Room for a number of numbers, with anything in it.</summary>
    public Scratch(int length)
    {
        _memory = ArrayPool<float>.Shared.Rent(length);
        Span = _memory.AsSpan(0, length);
    }

    /// <summary>The room.</summary>
    public Span<float> Span { get; }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<float>.Shared.Return(_memory);
}

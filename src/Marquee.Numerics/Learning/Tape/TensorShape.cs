using System.Runtime.CompilerServices;

namespace Marquee.Numerics.Learning;

/// <summary>The lengths of a tensor along its axes, of which there are none (a single number) to four. The last axis lies side by side in memory.</summary>
public readonly record struct TensorShape
{
    /// <summary>Most axes that a tensor has.</summary>
    public const int MaximumRank = 4;

    private readonly Lengths _lengths;

    /// <summary>A single number.</summary>
    public TensorShape()
    {
    }

    /// <summary>A vector.</summary>
    public TensorShape(int length)
        : this([length])
    {
    }

    /// <summary>A matrix.</summary>
    public TensorShape(int rows, int columns)
        : this([rows, columns])
    {
    }

    /// <summary>A tensor of some axes.</summary>
    /// <param name="lengths">Their lengths, outermost first; each at least 0.</param>
    /// <exception cref="ArgumentException">There are more than four axes, a length is negative, or one array could not hold the numbers.</exception>
    public TensorShape(params ReadOnlySpan<int> lengths)
    {
        if (lengths.Length > MaximumRank)
        {
            throw new ArgumentException($"A tensor has at most {MaximumRank} axes, not {lengths.Length}.", nameof(lengths));
        }

        Rank = lengths.Length;
        long count = 1;
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            if (lengths[axis] < 0)
            {
                throw new ArgumentException($"The length of axis {axis} is {lengths[axis]}; a length is at least 0.", nameof(lengths));
            }

            _lengths[axis] = lengths[axis];
            count = Math.Min(count * lengths[axis], long.MaxValue / int.MaxValue);
        }

        if (count > Array.MaxLength)
        {
            throw new ArgumentException($"A tensor of {string.Join(" x ", lengths.ToArray())} holds more numbers than one array can.", nameof(lengths));
        }

        Count = (int)count;
    }

    /// <summary>Number of axes.</summary>
    public int Rank { get; }

    /// <summary>Numbers in the tensor: the product of the lengths.</summary>
    public int Count { get; } = 1;

    /// <summary>Length of the last axis; 1 for a single number.</summary>
    public int Columns => Rank == 0 ? 1 : _lengths[Rank - 1];

    /// <summary>The product of all lengths but the last: how many rows of <see cref="Columns"/> numbers there are.</summary>
    public int Rows
    {
        get
        {
            var rows = 1;
            for (var axis = 0; axis < Rank - 1; axis++)
            {
                rows *= _lengths[axis];
            }

            return rows;
        }
    }

    /// <summary>Length of one axis, counted from the outermost; <c>^1</c> is the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[Index axis]
    {
        get
        {
            var offset = axis.GetOffset(Rank);
            ArgumentOutOfRangeException.ThrowIfNegative(offset, nameof(axis));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(offset, Rank, nameof(axis));
            return _lengths[offset];
        }
    }

    /// <summary>The same axes with another length of the last; a vector of that length for a single number.</summary>
    public TensorShape WithColumns(int columns) => Rank switch
    {
        0 or 1 => new TensorShape(columns),
        2 => new TensorShape(_lengths[0], columns),
        3 => new TensorShape([_lengths[0], _lengths[1], columns]),
        _ => new TensorShape([_lengths[0], _lengths[1], _lengths[2], columns]),
    };

    /// <summary>The axes without one of them.</summary>
    /// <param name="axis">Which; there is such an axis.</param>
    internal TensorShape Without(int axis)
    {
        Span<int> lengths = stackalloc int[MaximumRank];
        for (var other = 0; other < Rank - 1; other++)
        {
            lengths[other] = _lengths[other < axis ? other : other + 1];
        }

        return new TensorShape(lengths[..(Rank - 1)]);
    }

    /// <summary>The axes, one of them with another length.</summary>
    /// <param name="axis">Which; there is such an axis.</param>
    /// <param name="length">Its length.</param>
    internal TensorShape With(int axis, int length)
    {
        Span<int> lengths = stackalloc int[MaximumRank];
        ((ReadOnlySpan<int>)_lengths).CopyTo(lengths);
        lengths[axis] = length;
        return new TensorShape(lengths[..Rank]);
    }

    /// <summary>The product of the lengths of axes from one to before another.</summary>
    internal int CountOf(int firstAxis, int endAxis)
    {
        var count = 1;
        for (var axis = firstAxis; axis < endAxis; axis++)
        {
            count *= _lengths[axis];
        }

        return count;
    }

    /// <summary>The place of an axis, counted from the outermost.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    internal int AxisOf(Index axis)
    {
        var offset = axis.GetOffset(Rank);
        return (uint)offset < (uint)Rank ? offset : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"A tensor of {this} has {Rank} axes.");
    }

    /// <summary>Whether both have the same axes with the same lengths.</summary>
    public bool Equals(TensorShape other) => Rank == other.Rank && ((ReadOnlySpan<int>)_lengths).SequenceEqual(other._lengths);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rank, _lengths[0], _lengths[1], _lengths[2], _lengths[3]);

    /// <summary>Such as <c>64 x 128</c>.</summary>
    public override string ToString() => Rank == 0 ? "a number" : string.Join(" x ", ((ReadOnlySpan<int>)_lengths)[..Rank].ToArray());

    [InlineArray(MaximumRank)]
    private struct Lengths
    {
        private int _first;
    }
}

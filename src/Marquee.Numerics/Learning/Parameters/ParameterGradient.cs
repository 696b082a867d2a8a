namespace Marquee.Numerics.Learning;

/// <summary>
/// The gradient of one parameter in one step: a tensor of the parameter's shape, or, where it is sparse, the rows alone that took part.
/// </summary>
/// <remarks>Memory is taken when first needed and kept. A sparse gradient takes 4 bytes for each row of the parameter besides the rows that took part in the largest step.</remarks>
public sealed unsafe class ParameterGradient
{
    private readonly List<int> _rows = [];
    private AlignedMemory? _memory;
    private int[]? _slotOfRow;
    private int _capacity;

    internal ParameterGradient(Parameter parameter) => Parameter = parameter;

    /// <summary>Whose gradient it is.</summary>
    public Parameter Parameter { get; }

    /// <summary>Whether anything has arrived; where not, the gradient is zero.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>The numbers: those of the whole parameter, or, where the gradient is sparse, of each of <see cref="Rows"/> in that order. Empty where nothing has arrived.</summary>
    public Span<float> Values => !IsTouched ? [] : new Span<float>(Data, Parameter.HasSparseGradient ? _rows.Count * Parameter.Shape.Columns : Parameter.Shape.Count);

    /// <summary>Where the gradient is sparse: the rows that took part, in the order in which they first did; else empty.</summary>
    public ReadOnlySpan<int> Rows => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rows);

    internal float* Data => _memory is null ? null : _memory.Start;

    /// <summary>The gradient of one row, to be added to.</summary>
    internal float* AddRow(int row)
    {
        var columns = Parameter.Shape.Columns;
        if (!Parameter.HasSparseGradient)
        {
            var whole = Receive(out var held);
            if (held == 0)
            {
                new Span<float>(whole, Parameter.Shape.Count).Clear();
            }

            return whole + (nint)row * columns;
        }

        IsTouched = true;
        _slotOfRow ??= new int[Parameter.Shape.Rows];
        // Slots count from one, so that the zeros of a new array stand for rows without one.
        ref var slot = ref _slotOfRow[row];
        if (slot == 0)
        {
            if (_rows.Count == _capacity)
            {
                Grow();
            }

            _rows.Add(row);
            slot = _rows.Count;
            new Span<float>(Data + (nint)(slot - 1) * columns, columns).Clear();
        }

        return Data + (nint)(slot - 1) * columns;
    }

    /// <summary>The gradient of a row where it is sparse; null where the row took no part.</summary>
    internal float* FindRow(int row)
    {
        var slot = _slotOfRow is null ? 0 : _slotOfRow[row];
        return slot == 0 ? null : Data + (nint)(slot - 1) * Parameter.Shape.Columns;
    }

    /// <summary>The whole gradient; <paramref name="held"/> is 1 where something has arrived, 0 where the memory holds anything and is to be overwritten.</summary>
    internal float* Receive(out float held)
    {
        _memory ??= new AlignedMemory(Parameter.Shape.Count);
        held = IsTouched ? 1 : 0;
        IsTouched = true;
        return Data;
    }

    internal void Clear()
    {
        IsTouched = false;
        foreach (var row in _rows)
        {
            _slotOfRow![row] = 0;
        }

        _rows.Clear();
    }

    private void Grow()
    {
        var columns = Parameter.Shape.Columns;
        var held = _memory;
        _capacity = Math.Min(Math.Max(2 * _capacity, 64), Parameter.Shape.Rows);
        _memory = new AlignedMemory(_capacity * columns);
        if (held is not null)
        {
            new ReadOnlySpan<float>(held.Start, _rows.Count * columns).CopyTo(new Span<float>(Data, _rows.Count * columns));
        }
    }
}

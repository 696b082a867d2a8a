namespace Marquee.Numerics.Learning;

/// <summary>The gradients of the slices of a step, and their sum: slice by slice in order, in blocks that do not depend on the number of threads. The sum takes the place of the first slice's gradients.</summary>
internal sealed unsafe class StepGradients
{
    private const int NumbersInBlock = 1 << 14;

    private readonly ParameterGradients[] _slices;
    private readonly List<GradientBlock> _blocks = [];
    private double[] _squares = [];
    private int _count;

    /// <summary>Room for some slices.</summary>
    public StepGradients(ParameterSet parameters, int maximumSlices) =>
        _slices = [.. Enumerable.Range(0, maximumSlices).Select(_ => new ParameterGradients(parameters))];

    /// <summary>The sum, once every block is summed.</summary>
    public ParameterGradients Sum => _slices[0];

    /// <summary>How many blocks there are.</summary>
    public int BlockCount => _blocks.Count;

    /// <summary>The gradients of a slice.</summary>
    public ParameterGradients this[int slice] => _slices[slice];

    /// <summary>A part of the sum.</summary>
    public GradientBlock Block(int index) => _blocks[index];

    /// <summary>Cuts the sum into blocks, on one thread, after every slice is computed.</summary>
    /// <param name="slices">How many slices the step has.</param>
    public void Prepare(int slices)
    {
        _count = slices;
        _blocks.Clear();
        for (var index = 0; index < Sum.Count; index++)
        {
            var sum = Sum[index];
            var sparse = sum.Parameter.HasSparseGradient;
            for (var slice = 1; slice < slices; slice++)
            {
                var other = _slices[slice][index];
                foreach (var row in other.Rows)
                {
                    sum.AddRow(row);
                }

                if (other.IsTouched && !sum.IsTouched)
                {
                    new Span<float>(sum.Receive(out _), sum.Parameter.Shape.Count).Clear();
                }
            }

            if (!sum.IsTouched)
            {
                continue;
            }

            var count = sparse ? sum.Rows.Length : sum.Parameter.Shape.Count;
            var size = sparse ? Math.Max(1, NumbersInBlock / Math.Max(1, sum.Parameter.Shape.Columns)) : NumbersInBlock;
            for (var start = 0; start < count; start += size)
            {
                _blocks.Add(new GradientBlock(sum, start, Math.Min(start + size, count)));
            }
        }

        if (_squares.Length < _blocks.Count)
        {
            _squares = new double[Math.Max(_blocks.Count, 2 * _squares.Length)];
        }
    }

    /// <summary>Sums a block over the slices.</summary>
    public void SumBlock(int index)
    {
        var (sum, start, end) = _blocks[index];
        var columns = sum.Parameter.Shape.Columns;
        for (var slice = 1; slice < _count; slice++)
        {
            var other = _slices[slice][sum.Parameter.Index];
            if (!other.IsTouched)
            {
                continue;
            }

            if (!sum.Parameter.HasSparseGradient)
            {
                ElementKernels.Chosen.Add(other.Data + start, sum.Data + start, end - start);
                continue;
            }

            var rows = sum.Rows;
            for (var slot = start; slot < end; slot++)
            {
                var row = other.FindRow(rows[slot]);
                if (row != null)
                {
                    ElementKernels.Chosen.Add(row, sum.Data + (nint)slot * columns, columns);
                }
            }
        }

        var width = sum.Parameter.HasSparseGradient ? columns : 1;
        _squares[index] = OptimizerKernels.Chosen.SumOfSquares(sum.Data + (nint)start * width, (end - start) * width);
    }

    /// <summary>The length of the sum as one vector; not finite where a number of it is not.</summary>
    public double Norm()
    {
        var sum = 0.0;
        for (var index = 0; index < _blocks.Count; index++)
        {
            sum += _squares[index];
        }

        return Math.Sqrt(sum);
    }
}

using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Factors of all items in one role while they are learned, with the gradients of a batch and what Adagrad remembers; rows are padded with zeros.</summary>
internal sealed unsafe class LearnedFactors
{
    private readonly AlignedMemory _memory;
    private readonly int[] _uses;
    private readonly List<int> _used = [];

    public LearnedFactors(int items, int factors)
    {
        Items = items;
        Factors = factors;
        Stride = (factors + PairKernel.LengthUnit - 1) / PairKernel.LengthUnit * PairKernel.LengthUnit;
        _memory = new AlignedMemory(checked(3 * items * Stride));
        Values = _memory.Start;
        Gradients = Values + (nint)items * Stride;
        Squares = Gradients + (nint)items * Stride;
        _uses = new int[items];
    }

    public int Items { get; }

    public int Factors { get; }

    /// <summary>Distance between rows.</summary>
    public int Stride { get; }

    public float* Values { get; }

    public float* Gradients { get; }

    private float* Squares { get; }

    /// <summary>Draws all factors from a normal distribution.</summary>
    public void Randomize(SplittableRandom random, double deviation)
    {
        for (var item = 0; item < Items; item++)
        {
            var own = random.Split((ulong)item);
            for (var factor = 0; factor < Factors; factor++)
            {
                Values[(nint)item * Stride + factor] = (float)(deviation * own.NextGaussian());
            }
        }
    }

    /// <summary>Notes that the batch at hand has a gradient for an item, once for each time it is pulled to zero.</summary>
    public void Use(int item)
    {
        if (_uses[item]++ == 0)
        {
            _used.Add(item);
        }
    }

    /// <summary>Moves some columns of all items in use along their gradients.</summary>
    public void Step(PairKernel kernel, int firstColumn, int columns, float learningRate, float regularization)
    {
        foreach (var item in _used)
        {
            var at = (nint)item * Stride + firstColumn;
            kernel.Step(Values + at, Gradients + at, Squares + at, learningRate, regularization * _uses[item], columns);
        }
    }

    /// <summary>Ends the batch.</summary>
    public void Forget()
    {
        foreach (var item in _used)
        {
            _uses[item] = 0;
        }

        _used.Clear();
    }

    /// <summary>The factors without padding, <c>items x factors</c>.</summary>
    public DenseMatrix ToMatrix()
    {
        var matrix = new DenseMatrix(Items, Factors);
        for (var item = 0; item < Items; item++)
        {
            new ReadOnlySpan<float>(Values + (nint)item * Stride, Factors).CopyTo(matrix.Row(item));
        }

        GC.KeepAlive(this);
        return matrix;
    }
}

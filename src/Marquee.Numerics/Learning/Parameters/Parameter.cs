namespace Marquee.Numerics.Learning;

/// <summary>Numbers that are learned. Its values change only between steps, by an optimiser.</summary>
public sealed unsafe class Parameter
{
    private readonly AlignedMemory _memory;

    internal Parameter(string name, int index, TensorShape shape, bool hasSparseGradient)
    {
        Name = name;
        Index = index;
        Shape = shape;
        HasSparseGradient = hasSparseGradient;
        HasWeightDecay = shape.Rank >= 2;
        _memory = new AlignedMemory(shape.Count);
    }

    /// <summary>Its name, unique within the set, such as <c>blocks.0.attention.output</c>.</summary>
    public string Name { get; }

    /// <summary>Its place in the set.</summary>
    public int Index { get; }

    /// <summary>Its shape.</summary>
    public TensorShape Shape { get; }

    /// <summary>
    /// Whether its gradient is kept for the rows alone that a step gathered, and an optimiser moves only those (lazily): for tables so large that most rows take no part in a step.
    /// Such a parameter cannot be used as a whole.
    /// </summary>
    public bool HasSparseGradient { get; }

    /// <summary>
    /// Whether an optimiser's weight decay is for it. By default that of matrices and tables is, that of vectors and single numbers (biases, gains of a norm) is not.
    /// </summary>
    public bool HasWeightDecay { get; set; }

    /// <summary>The numbers.</summary>
    public Span<float> Values => new(Data, Shape.Count);

    internal float* Data => _memory.Start;

    /// <summary>A copy of the numbers as a matrix of <see cref="TensorShape.Rows"/> and <see cref="TensorShape.Columns"/>.</summary>
    public DenseMatrix ToMatrix() => new(Shape.Rows, Shape.Columns, Values.ToArray());

    /// <summary>The numbers themselves as such a matrix: what is written into one is written into the other.</summary>
    internal DenseMatrix AsMatrix() => new(Shape.Rows, Shape.Columns, _memory.Numbers);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}, {Shape}";
}

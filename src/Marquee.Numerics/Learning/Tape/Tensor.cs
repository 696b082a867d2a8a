namespace Marquee.Numerics.Learning;

/// <summary>
/// Numbers on a <see cref="Tape"/>: what an operation computed, an input, or the values of a <see cref="Parameter"/>. Row-major and without gaps.
/// </summary>
/// <remarks>Good until its tape is reset: the memory belongs to the tape, and object and memory serve the next step again. One thread at a time, as the tape.</remarks>
public sealed unsafe class Tensor
{
    private Tape _tape = null!;
    private ParameterGradient? _parameter;
    private Tensor? _origin;
    private float* _gradient;

    internal Tensor()
    {
    }

    /// <summary>Lengths along its axes.</summary>
    public TensorShape Shape { get; private set; }

    /// <summary>Numbers that it holds.</summary>
    public int Count => Shape.Count;

    /// <summary>Whether <see cref="Tape.Backward"/> computes a gradient for it: it depends on a parameter, and the tape is recording.</summary>
    public bool RequiresGradient { get; private set; }

    /// <summary>Whether a gradient has arrived.</summary>
    public bool HasGradient => _origin is null ? _gradient != null || _parameter is { IsTouched: true } : _origin.HasGradient;

    /// <summary>The numbers.</summary>
    public Span<float> Values => new(Data, Count);

    /// <summary>The derivative of the loss by each number, after <see cref="Tape.Backward"/>.</summary>
    /// <exception cref="InvalidOperationException">No gradient has arrived.</exception>
    public ReadOnlySpan<float> Gradient => HasGradient
        ? new ReadOnlySpan<float>(GradientData, Count)
        : throw new InvalidOperationException($"No gradient has arrived at this tensor of {Shape}: the loss does not depend on it, or nothing asked for its gradient.");

    /// <summary>The single number of a tensor that holds one.</summary>
    /// <exception cref="InvalidOperationException">It holds another number of them.</exception>
    public float Value => Count == 1 ? *Data : throw new InvalidOperationException($"A tensor of {Shape} is not a single number.");

    /// <summary>Address of the numbers.</summary>
    internal float* Data { get; private set; }

    /// <summary>Address of the gradient that has arrived; only where <see cref="HasGradient"/>.</summary>
    internal float* GradientData => _origin is not null ? _origin.GradientData + (Data - _origin.Data) : _parameter is null ? _gradient : _parameter.Data;

    /// <summary>
    /// The gradient, to be added to: what has arrived so far, or zeros. For operations that add.
    /// </summary>
    internal float* AddGradient()
    {
        var gradient = ReceiveGradient(out var held);
        if (held == 0)
        {
            new Span<float>(gradient, Count).Clear();
        }

        return gradient;
    }

    /// <summary>
    /// The gradient, for operations that can overwrite as well as add: <paramref name="held"/> is 1 where something has arrived that must be kept (add to it), 0 where the memory holds anything (overwrite it).
    /// It is the <c>beta</c> of a matrix product.
    /// </summary>
    internal float* ReceiveGradient(out float held)
    {
        if (_origin is not null)
        {
            if (Count == _origin.Count)
            {
                return _origin.ReceiveGradient(out held);
            }

            // What lies beside this part may never get a gradient, and is zero then.
            held = 1;
            return _origin.AddGradient() + (Data - _origin.Data);
        }

        if (_parameter is not null)
        {
            return _parameter.Receive(out held);
        }

        held = 1;
        if (_gradient == null)
        {
            held = 0;
            _gradient = _tape.Numbers(Count);
        }

        return _gradient;
    }

    /// <summary>Whether both are looks at the numbers of one tensor, so that what is added to the gradient of one may be part of the other's.</summary>
    internal bool SharesGradientWith(Tensor other) => ReferenceEquals(_origin ?? this, other._origin ?? other);

    internal Tensor Set(Tape tape, TensorShape shape, float* data, bool requiresGradient, ParameterGradient? parameter = null)
    {
        _tape = tape;
        _parameter = parameter;
        _origin = null;
        _gradient = null;
        Shape = shape;
        Data = data;
        RequiresGradient = requiresGradient;
        return this;
    }

    /// <summary>Makes this another look at numbers of a tensor that lie side by side; both share numbers and gradient.</summary>
    internal Tensor SetView(Tensor of, TensorShape shape, int offset)
    {
        Set(of._tape, shape, of.Data + offset, of.RequiresGradient);
        _origin = of._origin ?? of;
        return this;
    }

    /// <summary>Address of a row.</summary>
    internal float* Row(int row) => Data + (nint)row * Shape.Columns;
}

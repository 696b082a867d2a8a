using System.Runtime.InteropServices;

namespace Marquee.Numerics.Learning;

/// <summary>
/// Reverse-mode automatic differentiation: computes with tensors, remembers what it computed, and walks back through it for the gradient of a number by every parameter.
/// </summary>
/// <remarks>
/// <para>
/// A step is <see cref="Reset"/>, operations (the extension methods of this namespace), <see cref="Backward"/>, and then <see cref="Gradients"/> holds the result. A tape that does not record only computes: the same code
/// then serves a trained model.
/// </para>
/// <para>
/// A tape works on one thread. Threads share a batch by slices, one tape each, so that a slice stays in one core's caches and threads meet once a step. Memory and objects are kept from step to step:
/// after the largest step nothing is allocated. Walking back costs about twice the computation.
/// </para>
/// <para>Source: Griewank and Walther, Evaluating Derivatives, 2008, chapter 3.</para>
/// </remarks>
public sealed unsafe class Tape
{
    private readonly Arena _arena = new();
    private readonly List<Tensor> _tensors = [];
    private readonly List<Operation> _operations = [];
    private readonly Dictionary<Type, OperationPool> _pools = [];
    private readonly Tensor?[] _parameterTensors;
    private AlignedMemory? _workspace;
    private int _tensorCount;
    private ulong _randomNumbers;

    /// <summary>A tape for the parameters of one model.</summary>
    /// <param name="parameters">The parameters; their values are read, never written.</param>
    public Tape(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = parameters;
        Gradients = new ParameterGradients(parameters);
        _parameterTensors = new Tensor?[parameters.Count];
    }

    /// <summary>The parameters that it can use.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The gradients that <see cref="Backward"/> computed.</summary>
    public ParameterGradients Gradients { get; private set; }

    /// <summary>Whether operations are remembered, so that <see cref="Backward"/> can be asked for.</summary>
    public bool IsRecording { get; private set; }

    /// <summary>Whether operations that only training knows, such as dropout, do something.</summary>
    public bool IsTraining { get; private set; }

    /// <summary>Who measures what layers of batch normalisation see, or null.</summary>
    internal BatchStatistics? Measurements { get; init; }

    /// <summary>Bytes of memory in use by this step.</summary>
    public long UsedBytes => _arena.Used * sizeof(float);

    /// <summary>Forgets everything and begins a step.</summary>
    /// <param name="recording">Whether a gradient will be asked for.</param>
    /// <param name="training">Whether dropout and the like do something.</param>
    /// <param name="seed">Seed of all chance in this step; only where <paramref name="training"/>.</param>
    public void Reset(bool recording, bool training = false, ulong seed = 0)
    {
        _arena.Reset();
        _tensorCount = 0;
        _operations.Clear();
        foreach (var pool in _pools.Values)
        {
            pool.Used = 0;
        }

        Array.Clear(_parameterTensors);
        if (recording)
        {
            Gradients.Clear();
        }

        IsRecording = recording;
        IsTraining = training;
        _randomNumbers = seed;
    }

    /// <summary>Begins a step of training whose gradients go elsewhere.</summary>
    internal void BeginSlice(ParameterGradients gradients, ulong seed)
    {
        Gradients = gradients;
        Reset(recording: true, training: true, seed);
    }

    /// <summary>A tensor whose numbers the caller writes. No gradient is computed for it.</summary>
    public Tensor Input(TensorShape shape) => NewTensor(shape, requiresGradient: false);

    /// <summary>A tensor with given numbers, copied. No gradient is computed for it.</summary>
    /// <exception cref="ArgumentException">There are not as many numbers as the shape says.</exception>
    public Tensor Input(TensorShape shape, ReadOnlySpan<float> values)
    {
        if (values.Length != shape.Count)
        {
            throw new ArgumentException($"A tensor of {shape} takes {shape.Count} numbers, not {values.Length}.", nameof(values));
        }

        var tensor = Input(shape);
        values.CopyTo(tensor.Values);
        return tensor;
    }

    /// <summary>The values of a parameter, and where its gradient goes.</summary>
    /// <exception cref="ArgumentException">The parameter is not of this tape's set, or has a sparse gradient and can only be gathered from.</exception>
    public Tensor Use(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        Parameters.Check(parameter);
        if (parameter.HasSparseGradient)
        {
            throw new ArgumentException($"'{parameter.Name}' has a sparse gradient: rows can be gathered from it, but it cannot be used as a whole.", nameof(parameter));
        }

        return _parameterTensors[parameter.Index] ??= TakeTensor().Set(this, parameter.Shape, parameter.Data, IsRecording, Gradients[parameter]);
    }

    /// <summary>Computes the gradient of a number by every parameter that it depends on, into <see cref="Gradients"/>.</summary>
    /// <param name="loss">The number.</param>
    /// <exception cref="InvalidOperationException">The tape does not record.</exception>
    /// <exception cref="ArgumentException">The tensor holds more than one number.</exception>
    public void Backward(Tensor loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (!IsRecording)
        {
            throw new InvalidOperationException("This tape does not record: reset it with recording on before the computation.");
        }

        if (loss.Count != 1)
        {
            throw new ArgumentException($"The gradient is that of a single number; this tensor is {loss.Shape}.", nameof(loss));
        }

        if (!loss.RequiresGradient)
        {
            return;
        }

        *loss.AddGradient() = 1;
        for (var index = _operations.Count - 1; index >= 0; index--)
        {
            if (_operations[index].Output.HasGradient)
            {
                _operations[index].Backward(this);
            }
        }
    }

    /// <summary>A tensor for the result of an operation, holding anything.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="requiresGradient">Whether an input of the operation requires a gradient.</param>
    public Tensor NewTensor(TensorShape shape, bool requiresGradient) =>
        TakeTensor().Set(this, shape, Numbers(shape.Count), requiresGradient && IsRecording);

    /// <summary>Remembers an operation. Only for an output that requires a gradient.</summary>
    /// <typeparam name="TOperation">Its type.</typeparam>
    /// <param name="output">What it computed.</param>
    /// <returns>An object whose fields the caller sets.</returns>
    public TOperation Record<TOperation>(Tensor output)
        where TOperation : Operation, new()
    {
        ref var pool = ref CollectionsMarshal.GetValueRefOrAddDefault(_pools, typeof(TOperation), out _);
        pool ??= new OperationPool();
        if (pool.Used == pool.Operations.Count)
        {
            pool.Operations.Add(new TOperation());
        }

        var operation = (TOperation)pool.Operations[pool.Used++];
        operation.Output = output;
        _operations.Add(operation);
        return operation;
    }

    /// <summary>Memory until the next reset, for what an operation keeps for its derivative and for scratch; it holds anything.</summary>
    public Span<float> Scratch(int count) => new(Numbers(count), count);

    /// <summary>A seed for the chance in one operation, another one at each call; fixed by the step's seed and the number of earlier calls.</summary>
    public ulong NextSeed()
    {
        // The step of SplitMix64, whose output function users of the seed apply.
        _randomNumbers += SplitMix64.Step;
        return _randomNumbers;
    }

    /// <summary>Another look at numbers of a tensor that lie side by side; nothing is copied, and the gradient is shared.</summary>
    internal Tensor View(Tensor tensor, TensorShape shape, int offset = 0) => TakeTensor().SetView(tensor, shape, offset);

    /// <summary>The numbers of a tensor as a constant: nothing is copied, and no gradient goes back through it.</summary>
    internal Tensor Constant(Tensor tensor) => TakeTensor().Set(this, tensor.Shape, tensor.Data, requiresGradient: false);

    /// <summary>Memory until the next call, for what an operation needs only while it computes: the same each time, so that it stays in the caches. It begins at a cache line and holds anything.</summary>
    internal float* Workspace(int count)
    {
        if (_workspace is null || _workspace.Numbers.Length < count)
        {
            _workspace = new AlignedMemory(count);
        }

        return _workspace.Start;
    }

    internal float* Numbers(int count) => _arena.Allocate(count);

    internal int* Integers(ReadOnlySpan<int> values)
    {
        var copy = (int*)_arena.Allocate(values.Length);
        values.CopyTo(new Span<int>(copy, values.Length));
        return copy;
    }

    private Tensor TakeTensor()
    {
        if (_tensorCount == _tensors.Count)
        {
            _tensors.Add(new Tensor());
        }

        return _tensors[_tensorCount++];
    }

    private sealed class OperationPool
    {
        public List<Operation> Operations { get; } = [];

        public int Used { get; set; }
    }
}

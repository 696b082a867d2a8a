namespace Marquee.Numerics.Learning;

/// <summary>How parameters move against their gradients. One object serves one training.</summary>
/// <remarks>
/// <para>
/// A parameter with a sparse gradient is moved lazily: a row is an optimiser of its own that knows only the steps in which the row took part. Its moments stay in all others, its weight decay is applied and its bias
/// correction counted in its own steps alone. Where every row takes part in every step, the result is that of a dense parameter, bit by bit; where few do, a step costs what they cost.
/// </para>
/// <para>A parameter to which no gradient arrives at all in a step is left alone likewise.</para>
/// </remarks>
public abstract unsafe class Optimizer
{
    private ParameterSet? _parameters;
    private AlignedMemory[][] _moments = [];
    private int[]?[] _rowSteps = [];
    private int[] _steps = [];

    private protected Optimizer()
    {
    }

    /// <summary>Size of a step, above 0; a schedule may multiply it.</summary>
    public required double LearningRate { get; init; }

    /// <summary>
    /// Share of each value that is taken away in a step, times the learning rate; 0 (the default) takes nothing away. It is decoupled from the gradient: moments know nothing of it (Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019).
    /// Only for parameters with <see cref="Parameter.HasWeightDecay"/>.
    /// </summary>
    public double WeightDecay { get; init; }

    private protected static OptimizerKernels Kernels => OptimizerKernels.Chosen;

    /// <summary>Numbers that are remembered for each number of a parameter.</summary>
    private protected abstract int MomentCount { get; }

    /// <summary>Moves every parameter by its gradient, on the calling thread: one step of a training written by hand. <see cref="Learner"/> does the same on several.</summary>
    /// <param name="gradients">The gradients of the step.</param>
    /// <param name="rateFactor">Multiplies the learning rate in this step.</param>
    /// <param name="gradientFactor">Multiplies the gradients, such as to clip them.</param>
    /// <exception cref="InvalidOperationException">The optimiser has moved the parameters of another set.</exception>
    public void Step(ParameterGradients gradients, double rateFactor = 1, double gradientFactor = 1)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Attach(gradients.Parameters);
        for (var index = 0; index < gradients.Count; index++)
        {
            var gradient = gradients[index];
            if (gradient.IsTouched)
            {
                BeginStep(gradient.Parameter);
                Move(gradient, 0, gradient.Parameter.HasSparseGradient ? gradient.Rows.Length : gradient.Parameter.Shape.Count, rateFactor, gradientFactor);
            }
        }
    }

    /// <summary>Makes room for the moments of the parameters of a set; does nothing where that is done.</summary>
    internal void Attach(ParameterSet parameters)
    {
        if (_parameters is not null)
        {
            if (!ReferenceEquals(_parameters, parameters) || _steps.Length != parameters.Count)
            {
                throw new InvalidOperationException("This optimiser has moved other parameters: an optimiser serves one training. Make a new one.");
            }

            return;
        }

        Validate();
        _parameters = parameters;
        _steps = new int[parameters.Count];
        _moments = [.. parameters.All.Select(parameter => Enumerable.Range(0, MomentCount).Select(_ => new AlignedMemory(parameter.Shape.Count)).ToArray())];
        _rowSteps = [.. parameters.All.Select(parameter => parameter.HasSparseGradient ? new int[parameter.Shape.Rows] : null)];
    }

    /// <summary>Counts a step of a parameter; before <see cref="Move"/>, once.</summary>
    internal void BeginStep(Parameter parameter) => _steps[parameter.Index]++;

    /// <summary>Moves a part of a parameter. Parts may be moved by several threads at once.</summary>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="start">First of the numbers, or, where the gradient is sparse, of its rows.</param>
    /// <param name="end">Behind the last.</param>
    /// <param name="rateFactor">Multiplies the learning rate.</param>
    /// <param name="gradientFactor">Multiplies the gradient.</param>
    internal void Move(ParameterGradient gradient, int start, int end, double rateFactor, double gradientFactor)
    {
        var parameter = gradient.Parameter;
        var rate = LearningRate * rateFactor;
        var keep = parameter.HasWeightDecay ? (float)(1 - rate * WeightDecay) : 1;
        var moments = _moments[parameter.Index];
        if (_rowSteps[parameter.Index] is not { } rowSteps)
        {
            MoveNumbers(parameter.Data + start, gradient.Data + start, moments, start, end - start, keep, rate, (float)gradientFactor, _steps[parameter.Index]);
            return;
        }

        var columns = parameter.Shape.Columns;
        var rows = gradient.Rows;
        for (var slot = start; slot < end; slot++)
        {
            var row = rows[slot];
            var offset = (nint)row * columns;
            MoveNumbers(parameter.Data + offset, gradient.Data + (nint)slot * columns, moments, offset, columns, keep, rate, (float)gradientFactor, ++rowSteps[row]);
        }
    }

    /// <summary>Writes what it remembers.</summary>
    internal void Save(ICheckpointWriter writer)
    {
        writer.Write("optimizer-steps", _steps);
        FlatNumbers.Write(writer, "optimizer-row-steps", _rowSteps.Length, index => _rowSteps[index]);
        for (var moment = 0; moment < MomentCount; moment++)
        {
            FlatNumbers.Write(writer, $"optimizer-moment-{moment}", _moments.Length, index => MomentOf(index, moment));
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    internal void Restore(ICheckpointReader reader)
    {
        reader.Read("optimizer-steps", _steps);
        FlatNumbers.Read(reader, "optimizer-row-steps", _rowSteps.Length, index => _rowSteps[index]);
        for (var moment = 0; moment < MomentCount; moment++)
        {
            FlatNumbers.Read(reader, $"optimizer-moment-{moment}", _moments.Length, index => MomentOf(index, moment));
        }
    }

    private Span<float> MomentOf(int parameter, int moment) => new(_moments[parameter][moment].Start, _parameters![parameter].Shape.Count);

    /// <summary>Refuses settings outside of their range.</summary>
    private protected virtual void Validate()
    {
        Check(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0");
        Check(WeightDecay >= 0 && double.IsFinite(WeightDecay), nameof(WeightDecay), WeightDecay, "at least 0");
    }

    /// <summary>Refuses one setting.</summary>
    private protected static void Check(bool isValid, string name, double value, string range)
    {
        if (!isValid)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The {name} of an optimiser is {range}.");
        }
    }

    /// <summary>Moves numbers side by side.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="moments">The moments of the parameter.</param>
    /// <param name="offset">Where in the parameter, and in its moments, the numbers begin.</param>
    /// <param name="count">How many.</param>
    /// <param name="keep">Share of each value that stays.</param>
    /// <param name="rate">Learning rate of this step.</param>
    /// <param name="scale">Multiplies the gradient.</param>
    /// <param name="step">Which step of these numbers it is, from 1.</param>
    private protected abstract void MoveNumbers(float* values, float* gradient, AlignedMemory[] moments, nint offset, int count, float keep, double rate, float scale, int step);
}

namespace Marquee.Numerics.Learning;

/// <summary>
/// The exponential moving average of parameters over the steps: after step <c>t</c> the mean of their values after each step <c>i</c>, weighted with <c>decay^(t - i)</c>. It wanders less than the last values do.
/// </summary>
/// <remarks>
/// Numbers that a step left alone are brought up to date when they are next moved, so that a step costs what it moves.
/// Source: Polyak and Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992; weights that sum to one from the first step on as in Kingma and Ba, 2015.
/// </remarks>
internal sealed unsafe class ParameterAverage
{
    private readonly ParameterSet _parameters;
    private readonly double _decay;
    private readonly AlignedMemory[] _sums;

    // Up to which step a parameter, or a row of it where its gradient is sparse, is summed.
    private readonly int[][] _summedUntil;
    private float[][]? _held;

    public ParameterAverage(ParameterSet parameters, double decay)
    {
        _parameters = parameters;
        _decay = decay;
        _sums = [.. parameters.All.Select(parameter => new AlignedMemory(parameter.Shape.Count))];
        _summedUntil = [.. parameters.All.Select(parameter => new int[parameter.HasSparseGradient ? parameter.Shape.Rows : 1])];
    }

    /// <summary>Before a step moves a part: adds the steps that left it alone.</summary>
    /// <param name="block">The part.</param>
    /// <param name="step">Number of the step, from 1.</param>
    public void BeforeMove(GradientBlock block, int step)
    {
        var parameter = block.Gradient.Parameter;
        var until = _summedUntil[parameter.Index];
        if (!parameter.HasSparseGradient)
        {
            Add(parameter, block.Start, block.End - block.Start, step - 1 - until[0]);
            return;
        }

        var columns = parameter.Shape.Columns;
        foreach (var row in block.Gradient.Rows[block.Start..block.End])
        {
            Add(parameter, (nint)row * columns, columns, step - 1 - until[row]);
        }
    }

    /// <summary>After a step has moved a part: adds the step.</summary>
    public void AfterMove(GradientBlock block, int step)
    {
        var parameter = block.Gradient.Parameter;
        if (!parameter.HasSparseGradient)
        {
            Add(parameter, block.Start, block.End - block.Start, 1);
            return;
        }

        var columns = parameter.Shape.Columns;
        foreach (var row in block.Gradient.Rows[block.Start..block.End])
        {
            Add(parameter, (nint)row * columns, columns, 1);
            _summedUntil[parameter.Index][row] = step;
        }
    }

    /// <summary>After all parts of a step have moved.</summary>
    public void EndStep(ParameterGradients gradients, int step)
    {
        for (var index = 0; index < gradients.Count; index++)
        {
            if (gradients[index].IsTouched && !gradients[index].Parameter.HasSparseGradient)
            {
                _summedUntil[index][0] = step;
            }
        }
    }

    /// <summary>Puts the average in place of the parameters' values, until <see cref="TakeBack"/>.</summary>
    /// <param name="step">Steps done; at least 1.</param>
    public void Lend(int step)
    {
        _held ??= [.. _parameters.All.Select(parameter => new float[parameter.Shape.Count])];
        foreach (var parameter in _parameters.All)
        {
            parameter.Values.CopyTo(_held[parameter.Index]);
        }

        PutInPlace(step);
    }

    /// <summary>Puts the average in place of the parameters' values for good.</summary>
    /// <param name="step">Steps done; at least 1.</param>
    public void PutInPlace(int step)
    {
        var whole = 1 - Math.Pow(_decay, step);
        foreach (var parameter in _parameters.All)
        {
            var until = _summedUntil[parameter.Index];
            var length = parameter.Shape.Count / Math.Max(1, until.Length);
            for (var part = 0; part < until.Length; part++)
            {
                var keep = Math.Pow(_decay, step - until[part]);
                var offset = (nint)part * length;
                // The values become value * (1 - keep) / whole + sum * keep / whole.
                OptimizerKernels.Chosen.Average(parameter.Data + offset, _sums[parameter.Index].Start + offset, length, (float)((1 - keep) / whole), (float)(keep / whole));
            }
        }
    }

    /// <summary>Puts the values back that <see cref="Lend"/> replaced.</summary>
    public void TakeBack()
    {
        foreach (var parameter in _parameters.All)
        {
            _held![parameter.Index].CopyTo(parameter.Values);
        }
    }

    /// <summary>Writes the sums.</summary>
    public void Save(ICheckpointWriter writer)
    {
        FlatNumbers.Write(writer, "average-until", _summedUntil.Length, index => _summedUntil[index]);
        FlatNumbers.Write(writer, "average-sums", _sums.Length, SumOf);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(ICheckpointReader reader)
    {
        FlatNumbers.Read(reader, "average-until", _summedUntil.Length, index => _summedUntil[index]);
        FlatNumbers.Read(reader, "average-sums", _sums.Length, SumOf);
    }

    private Span<float> SumOf(int parameter) => new(_sums[parameter].Start, _parameters[parameter].Shape.Count);

    private void Add(Parameter parameter, nint offset, int count, int steps)
    {
        if (steps > 0)
        {
            var keep = Math.Pow(_decay, steps);
            OptimizerKernels.Chosen.Average(_sums[parameter.Index].Start + offset, parameter.Data + offset, count, (float)keep, (float)(1 - keep));
        }
    }
}

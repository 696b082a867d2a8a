namespace Marquee.Numerics.Learning;

/// <summary>
/// Batch normalisation with its parameters: gains of one, biases of zero, and the means and variances that a learned network is used with.
/// </summary>
/// <remarks>
/// In training (<see cref="Tape.IsTraining"/>) columns are normalised by the mean and variance of the rows of the slice at hand; afterwards by <see cref="Mean"/> and <see cref="Variance"/>, which <see cref="BatchStatistics"/>
/// measures in a pass over data once training is over (or before a validation). They are parameters, so that they are stored with the rest, but have no gradient and no optimiser moves them. No moving averages are kept
/// while training: slices run side by side, and averages of numbers from many states of the network are worse than a measurement of the last (Wu and Johnson, Rethinking "Batch" in BatchNorm, 2021).
/// </remarks>
public sealed class BatchNormLayer
{
    /// <summary>Adds the parameters <c>name.gain</c>, <c>name.bias</c>, <c>name.mean</c> and <c>name.variance</c> to a set.</summary>
    /// <param name="parameters">The set.</param>
    /// <param name="name">Name of the layer, unique within the set.</param>
    /// <param name="columns">Numbers in a row.</param>
    public BatchNormLayer(ParameterSet parameters, string name, int columns)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Gain = parameters.AddConstant($"{name}.gain", new TensorShape(columns), 1);
        Bias = parameters.AddConstant($"{name}.bias", new TensorShape(columns));
        Mean = parameters.AddConstant($"{name}.mean", new TensorShape(columns));
        Variance = parameters.AddConstant($"{name}.variance", new TensorShape(columns), 1);
    }

    /// <summary>One number a column.</summary>
    public Parameter Gain { get; }

    /// <summary>One number a column.</summary>
    public Parameter Bias { get; }

    /// <summary>Mean of each column, for use after training; 0 until it is measured.</summary>
    public Parameter Mean { get; }

    /// <summary>Variance of each column, for use after training; 1 until it is measured.</summary>
    public Parameter Variance { get; }

    /// <summary>Normalises every column; see <see cref="BatchNorms.BatchNorm"/>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input"><c>... x columns</c>.</param>
    /// <param name="residual">The shape of the input, added to the result; null for none.</param>
    /// <param name="rectified">Whether negative numbers of the result become 0.</param>
    /// <returns>The same shape.</returns>
    public Tensor Apply(Tape tape, Tensor input, Tensor? residual = null, bool rectified = false)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        if (!tape.IsTraining)
        {
            return tape.BatchNormBy(input, tape.Use(Gain), tape.Use(Bias), Mean.Values, Variance.Values, residual, rectified);
        }

        tape.Measurements?.Add(tape, this, input);
        return tape.BatchNorm(input, tape.Use(Gain), tape.Use(Bias), residual, rectified);
    }
}

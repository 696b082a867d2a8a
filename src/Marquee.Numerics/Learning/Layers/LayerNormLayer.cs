namespace Marquee.Numerics.Learning;

/// <summary>Layer normalisation with its parameters: gains of one, biases of zero.</summary>
public sealed class LayerNormLayer
{
    /// <summary>Adds the parameters <c>name.gain</c> and <c>name.bias</c> to a set.</summary>
    /// <param name="parameters">The set.</param>
    /// <param name="name">Name of the layer, unique within the set.</param>
    /// <param name="columns">Numbers in a row.</param>
    public LayerNormLayer(ParameterSet parameters, string name, int columns)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Gain = parameters.AddConstant($"{name}.gain", new TensorShape(columns), 1);
        Bias = parameters.AddConstant($"{name}.bias", new TensorShape(columns));
    }

    /// <summary>One number a column.</summary>
    public Parameter Gain { get; }

    /// <summary>One number a column.</summary>
    public Parameter Bias { get; }

    /// <summary>Normalises every row.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input"><c>... x columns</c>.</param>
    /// <returns>The same shape.</returns>
    public Tensor Apply(Tape tape, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(tape);
        return tape.LayerNorm(input, tape.Use(Gain), tape.Use(Bias));
    }
}

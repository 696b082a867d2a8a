namespace Marquee.Numerics.Learning;

/// <summary>A linear map with its parameters, <c>x * weights + bias</c>: weights after Glorot, a bias of zeros.</summary>
public sealed class LinearLayer
{
    /// <summary>Adds the parameters <c>name.weights</c> and <c>name.bias</c> to a set.</summary>
    /// <param name="parameters">The set.</param>
    /// <param name="name">Name of the layer, unique within the set.</param>
    /// <param name="inputs">Numbers that come in.</param>
    /// <param name="outputs">Numbers that go out.</param>
    public LinearLayer(ParameterSet parameters, string name, int inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Weights = parameters.AddGlorot($"{name}.weights", inputs, outputs);
        Bias = parameters.AddConstant($"{name}.bias", new TensorShape(outputs));
    }

    /// <summary><c>inputs x outputs</c>.</summary>
    public Parameter Weights { get; }

    /// <summary><c>outputs</c> numbers.</summary>
    public Parameter Bias { get; }

    /// <summary>Applies the map to every row.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input"><c>... x inputs</c>.</param>
    /// <returns><c>... x outputs</c>.</returns>
    public Tensor Apply(Tape tape, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(tape);
        return tape.Linear(input, tape.Use(Weights), tape.Use(Bias));
    }
}

namespace Marquee.Numerics.Learning;

/// <summary>Linear layers one after the other, with an activation and dropout between two of them: a multi-layer perceptron, and the second half of a transformer block.</summary>
public sealed class FeedForward
{
    private readonly LinearLayer[] _layers;

    /// <summary>Adds the parameters of the layers <c>name.0</c>, <c>name.1</c> and so on to a set.</summary>
    /// <param name="parameters">The set.</param>
    /// <param name="name">Name of the network, unique within the set.</param>
    /// <param name="activation">Applied to the outputs of every layer but the last.</param>
    /// <param name="dropout">Share of those that is set to zero while training, in <c>[0, 1)</c>.</param>
    /// <param name="sizes">Numbers that come in, then those that go out of each layer; at least two.</param>
    /// <exception cref="ArgumentException">There are fewer than two sizes.</exception>
    public FeedForward(ParameterSet parameters, string name, Activation activation, float dropout, params ReadOnlySpan<int> sizes)
    {
        if (sizes.Length < 2)
        {
            throw new ArgumentException("A network has at least two sizes: what comes in and what goes out.", nameof(sizes));
        }

        Activation = activation;
        Dropout = dropout;
        _layers = new LinearLayer[sizes.Length - 1];
        for (var layer = 0; layer < _layers.Length; layer++)
        {
            _layers[layer] = new LinearLayer(parameters, $"{name}.{layer}", sizes[layer], sizes[layer + 1]);
        }
    }

    /// <summary>Applied to the outputs of every layer but the last.</summary>
    public Activation Activation { get; }

    /// <summary>Share of activations that is set to zero while training.</summary>
    public float Dropout { get; }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<LinearLayer> Layers => _layers;

    /// <summary>Applies the network to every row.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input"><c>... x inputs</c>.</param>
    /// <returns><c>... x outputs</c>.</returns>
    public Tensor Apply(Tape tape, Tensor input)
    {
        var output = _layers[0].Apply(tape, input);
        for (var layer = 1; layer < _layers.Length; layer++)
        {
            var bent = Activation switch
            {
                Activation.Relu => tape.Relu(output),
                Activation.Gelu => tape.Gelu(output),
                Activation.Tanh => tape.Tanh(output),
                _ => tape.Sigmoid(output),
            };
            output = _layers[layer].Apply(tape, tape.Dropout(bent, Dropout));
        }

        return output;
    }
}

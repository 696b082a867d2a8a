using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Makes a vector of noise and of what it should be like: the latter, and what a perceptron of two hidden layers adds to it.</summary>
internal sealed class Generator
{
    private readonly FeedForward _network;

    public Generator(ParameterSet parameters, int features, int noise, int hidden)
    {
        Noise = noise;
        _network = new FeedForward(parameters, "generator", Activation.Gelu, 0, noise + features, hidden, hidden, features);

        // It begins near what it is told, and learns how vectors spread around that.
        foreach (ref var weight in _network.Layers[^1].Weights.Values)
        {
            weight *= 0.1f;
        }
    }

    /// <summary>Numbers of noise.</summary>
    public int Noise { get; }

    /// <summary>The vectors, <c>vectors x features</c>.</summary>
    public Tensor Make(Tape tape, Tensor noise, Tensor conditions) => tape.Add(conditions, _network.Apply(tape, tape.Concatenate(^1, noise, conditions)));
}

using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Tells real vectors from made ones, given what they should be like: a perceptron of two hidden layers with softplus, which reads the difference and what is asked for, and its derivative by the vectors.</summary>
/// <remarks>
/// The gradient penalty is a function of a derivative, so training it takes a second one. With softplus the first derivative is itself a few products, <c>((sigmoid(z2) * w3) W2^T * sigmoid(z1)) W1^T</c>: written as operations of the tape, it has
/// a derivative by the parameters as everything else has. (With a ramp in place of softplus the second derivative would be zero almost everywhere.)
/// </remarks>
internal sealed class Critic
{
    private readonly LinearLayer _first;
    private readonly LinearLayer _second;
    private readonly LinearLayer _last;
    private readonly int _features;

    public Critic(ParameterSet parameters, int features, int hidden)
    {
        _features = features;
        _first = new LinearLayer(parameters, "critic.0", 2 * features, hidden);
        _second = new LinearLayer(parameters, "critic.1", hidden, hidden);
        _last = new LinearLayer(parameters, "critic.2", hidden, 1);
    }

    /// <summary>How real vectors look, <c>vectors x 1</c>, and its derivative by them, <c>vectors x features</c>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="vectors"><c>vectors x features</c>.</param>
    /// <param name="conditions">What each should be like, the same shape.</param>
    public (Tensor Scores, Tensor Gradient) Judge(Tape tape, Tensor vectors, Tensor conditions)
    {
        var first = _first.Apply(tape, tape.Concatenate(^1, tape.Subtract(vectors, conditions), conditions));
        var second = _second.Apply(tape, tape.Softplus(first));
        var scores = _last.Apply(tape, tape.Softplus(second));
        var last = tape.Reshape(tape.Use(_last.Weights), new TensorShape(1, _last.Weights.Shape[0]));
        var bySecond = tape.MultiplyElements(tape.Sigmoid(second), last);
        var byFirst = tape.MultiplyElements(tape.Multiply(bySecond, tape.Use(_second.Weights), transposeB: true), tape.Sigmoid(first));
        return (scores, tape.Slice(tape.Multiply(byFirst, tape.Use(_first.Weights), transposeB: true), ^1, 0, _features));
    }

    /// <summary>The critic's loss: made vectors less real ones, and the penalty where the derivative between them is not of length one. A mean over the batch.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="real">Real vectors.</param>
    /// <param name="made">As many made ones.</param>
    /// <param name="between">Vectors somewhere between each real and made one.</param>
    /// <param name="conditions">What each should be like.</param>
    /// <param name="penalty">Weight of the penalty.</param>
    public Tensor Loss(Tape tape, Tensor real, Tensor made, Tensor between, Tensor conditions, float penalty)
    {
        var gap = tape.Subtract(tape.Mean(Judge(tape, made, conditions).Scores), tape.Mean(Judge(tape, real, conditions).Scores));
        var gradient = Judge(tape, between, conditions).Gradient;
        var length = ViewTensors.Root(tape, tape.RowDot(gradient, gradient), 1e-12f);
        var off = tape.Square(tape.Subtract(length, tape.Input(new TensorShape(), [1f])));
        return tape.Add(gap, tape.Scale(tape.Mean(off), penalty));
    }
}

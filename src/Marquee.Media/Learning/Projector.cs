using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>What stands between an encoder and an objective while it is trained: <c>W2 relu(norm(W1 x + b1)) + b2</c>.</summary>
internal sealed class Projector(ParameterSet parameters, string name, int inputs, int hidden, int outputs)
{
    private readonly LinearLayer _first = new(parameters, $"{name}.0", inputs, hidden);
    private readonly LayerNormLayer _norm = new(parameters, $"{name}.norm", hidden);
    private readonly LinearLayer _second = new(parameters, $"{name}.1", hidden, outputs);

    /// <summary>The projector that options ask for.</summary>
    public static Projector Of(GoalParts parts, string name, int inputs) =>
        new(parts.Parameters, name, inputs, parts.Options.ProjectorHidden, parts.Options.ProjectorDimensions);

    public Tensor Apply(Tape tape, Tensor input) => _second.Apply(tape, tape.Relu(_norm.Apply(tape, _first.Apply(tape, input))));
}

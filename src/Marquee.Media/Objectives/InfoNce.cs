using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>
/// InfoNCE in both directions: each first view chooses its second among all second views by <c>cosine / temperature</c>, and each second its first. For two modalities of the same items, whose vectors are never compared with others of their own kind.
/// </summary>
/// <remarks>Sources: van den Oord, Li and Vinyals, Representation Learning with Contrastive Predictive Coding, 2018; both directions as in Radford et al., Learning Transferable Visual Models from Natural Language Supervision, 2021.</remarks>
/// <param name="temperature">Above 0. Default 0.1.</param>
public sealed class InfoNce(double temperature = 0.1) : IViewObjective
{
    /// <summary>Above 0.</summary>
    public double Temperature { get; } = temperature > 0 ? temperature : throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature is above 0.");

    /// <inheritdoc/>
    public string Name => "infonce";

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, Tensor first, Tensor second)
    {
        var count = ViewTensors.Check(tape, first, second);
        var (one, other) = (tape.NormalizeRows(first), tape.NormalizeRows(second));
        return tape.Scale(tape.Add(tape.InfoNce(one, other, (float)Temperature), tape.InfoNce(other, one, (float)Temperature)), 0.5f / count);
    }
}

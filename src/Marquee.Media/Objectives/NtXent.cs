using System.Runtime.InteropServices;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>
/// Normalised temperature-scaled cross-entropy: each of the <c>2n</c> views chooses its partner among all others by <c>cosine / temperature</c>.
/// </summary>
/// <remarks>Source: Chen, Kornblith, Norouzi and Hinton, A Simple Framework for Contrastive Learning of Visual Representations, 2020. O(n^2 * columns) for n examples in a slice.</remarks>
/// <param name="temperature">Above 0; the smaller, the more the hardest negatives count. Default 0.5, which small batches want; the paper's best for batches of thousands is 0.1.</param>
public sealed class NtXent(double temperature = 0.5) : IViewObjective
{
    // Far enough below any cosine over temperature that its exponential is zero.
    private const float Never = -1e9f;

    /// <summary>Above 0.</summary>
    public double Temperature { get; } = temperature > 0 ? temperature : throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature is above 0.");

    /// <inheritdoc/>
    public string Name => "nt-xent";

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, Tensor first, Tensor second)
    {
        var count = ViewTensors.Check(tape, first, second);
        var views = tape.NormalizeRows(tape.Concatenate(0, first, second));
        var logits = tape.Scale(tape.Multiply(views, views, transposeB: true), (float)(1 / Temperature));
        var partners = MemoryMarshal.Cast<float, int>(tape.Scratch(2 * count));
        for (var row = 0; row < partners.Length; row++)
        {
            partners[row] = row < count ? row + count : row - count;
        }

        return tape.Scale(tape.SoftmaxCrossEntropy(tape.Add(logits, ViewTensors.Diagonal(tape, 2 * count, Never, 0)), partners), 0.5f / count);
    }
}

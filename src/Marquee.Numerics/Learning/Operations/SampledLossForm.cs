namespace Marquee.Numerics.Learning;

/// <summary>What a loss over some of many rows does to make up for those that were not drawn.</summary>
public readonly record struct SampledLossForm
{
    private SampledLossForm(bool isSoftmax, double correction) => (IsSoftmax, Correction) = (isSoftmax, correction);

    /// <summary>Whether the rows are weighed against each other; else each is judged alone.</summary>
    public bool IsSoftmax { get; }

    /// <summary>With a softmax what is taken off the logit of the target, else the weight of its loss.</summary>
    public double Correction { get; }

    /// <summary>
    /// The cross-entropy of a softmax in which each drawn row stands for as many as were not drawn: <c>log(others / drawn)</c> is added to its logit, so that the sum of exponentials is right on average.
    /// </summary>
    /// <param name="drawn">How many rows are drawn, each with the same chance; at least 1.</param>
    /// <param name="others">How many there are besides the target.</param>
    /// <remarks>Source: Bengio and Senecal, Adaptive Importance Sampling to Accelerate Training of a Neural Probabilistic Language Model, 2008.</remarks>
    public static SampledLossForm Softmax(int drawn, int others) => new(isSoftmax: true, Math.Log((double)Math.Max(1, others) / Math.Max(1, drawn)));

    /// <summary>
    /// Generalised binary cross-entropy: <c>-beta log(sigmoid(target)) - sum over drawn of log(1 - sigmoid(drawn))</c> with <c>alpha = drawn / others</c> and
    /// <c>beta = alpha (calibration (1 - 1 / alpha) + 1 / alpha)</c>.
    /// </summary>
    /// <param name="drawn">How many rows are drawn, each with the same chance; at least 1.</param>
    /// <param name="others">How many there are besides the target.</param>
    /// <param name="calibration">0 for plain binary cross-entropy, which grows too sure of what was not drawn; 1 for probabilities that are right again.</param>
    /// <remarks>Source: Petrov and Macdonald, gSASRec: Reducing Overconfidence in Sequential Recommendation Trained with Negative Sampling, RecSys 2023.</remarks>
    public static SampledLossForm Binary(int drawn, int others, double calibration)
    {
        var alpha = Math.Min(1, (double)Math.Max(1, drawn) / Math.Max(1, others));
        return new SampledLossForm(isSoftmax: false, alpha * ((calibration * (1 - (1 / alpha))) + (1 / alpha)));
    }
}

namespace Marquee.Recommenders;

/// <summary>What <see cref="SasrecTrainer"/> makes small.</summary>
public enum SasrecLoss
{
    /// <summary>Cross-entropy of the softmax over all items that the user has not met yet.</summary>
    CrossEntropy,

    /// <summary>Cross-entropy over the next item and some drawn at random, which stand for all others.</summary>
    SampledCrossEntropy,

    /// <summary>Generalised binary cross-entropy of the next item and some drawn at random (gSASRec).</summary>
    BinaryCrossEntropy,
}

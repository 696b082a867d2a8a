namespace Marquee.Content;

/// <summary>What a training makes small.</summary>
public enum LinkLoss
{
    /// <summary>Negative log-likelihood of each answer under the softmax over the candidates.</summary>
    CrossEntropy,

    /// <summary>Logistic loss with a margin; negatives count as much as the model itself believes in them (Sun et al., RotatE, 2019).</summary>
    SelfAdversarial,
}

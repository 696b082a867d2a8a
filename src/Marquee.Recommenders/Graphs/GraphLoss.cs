namespace Marquee.Recommenders;

/// <summary>What an item that a user met is compared with.</summary>
public enum GraphLoss
{
    /// <summary>All items that they did not meet, at once: the cross-entropy of the softmax.</summary>
    Softmax,

    /// <summary>One item that they did not meet, drawn at random: Bayesian personalized ranking.</summary>
    Bpr,
}

namespace Marquee.Recommenders;

/// <summary>What <see cref="BayesFmTrainer"/> takes a rating for.</summary>
public enum BayesFmTask
{
    /// <summary>A number with normal noise.</summary>
    Regression,

    /// <summary>One of a few values in their order: a number with normal noise that was cut at some points (ordered probit).</summary>
    Ordinal,
}

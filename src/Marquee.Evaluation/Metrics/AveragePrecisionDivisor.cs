namespace Marquee.Evaluation;

/// <summary>What <see cref="AveragePrecisionAt"/> divides by.</summary>
public enum AveragePrecisionDivisor
{
    /// <summary>The number of relevant items, as in trec_eval and Microsoft's recommenders.</summary>
    Relevant,

    /// <summary>The smaller of k and the number of relevant items, so that a perfect list has 1, as in many competitions.</summary>
    Reachable,
}

namespace Marquee.Evaluation;

/// <summary>Precision and recall of something, and the F1 that goes with them.</summary>
/// <param name="Precision">Which share of what was chosen is right.</param>
/// <param name="Recall">Which share of what is right was chosen.</param>
/// <param name="F1">Their harmonic mean, or a mean of such means: see who made it.</param>
public readonly record struct PrecisionRecall(double Precision, double Recall, double F1)
{
    /// <summary>With the harmonic mean of these two; 0 where both are 0.</summary>
    public static PrecisionRecall Of(double precision, double recall) => new(precision, recall, precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall));
}

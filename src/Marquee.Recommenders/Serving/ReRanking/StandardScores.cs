namespace Marquee.Recommenders;

/// <summary>Scores without their scale, so that one strength means the same for every model.</summary>
internal static class StandardScores
{
    /// <summary>Each candidate's score less the candidates' mean, in units of their standard deviation; all 0 where they score alike.</summary>
    public static double[] Of(IReadOnlyList<ScoredItem> candidates)
    {
        var scores = new double[candidates.Count];
        var mean = 0.0;
        for (var rank = 0; rank < scores.Length; rank++)
        {
            scores[rank] = candidates[rank].Score;
            mean += scores[rank] / scores.Length;
        }

        var variance = 0.0;
        foreach (var score in scores)
        {
            variance += (score - mean) * (score - mean) / scores.Length;
        }

        var deviation = Math.Sqrt(variance);
        for (var rank = 0; rank < scores.Length; rank++)
        {
            scores[rank] = deviation > 0 ? (scores[rank] - mean) / deviation : 0;
        }

        return scores;
    }
}

namespace Marquee.Evaluation;

/// <summary>What speaks against trusting estimates, in words.</summary>
internal static class OffPolicyWarnings
{
    private const double FewLists = 100;
    private const double MuchCut = 0.05;
    private const double NoticeableGap = 0.01;

    /// <summary>The warnings, the gravest first.</summary>
    public static IEnumerable<string> Of(OffPolicyResult result, IReadOnlyList<LoggedList> lists, OffPolicyOptions options)
    {
        if (lists.All(list => Array.TrueForAll(list.Served.Propensities, chance => chance >= 1)))
        {
            yield return "Nothing was left to chance when these lists were served (every propensity is 1), so they say nothing of items that were not shown. Let the service explore a share of its places.";
        }

        var missing = 1 - result.MeanWeight;
        if (result.MeanWeightInterval.High < 1 && missing > NoticeableGap)
        {
            yield return $"About {missing:0%} of what {result.Name} would show was never or hardly ever served at its place (mean weight {result.MeanWeight:0.00}; it would be 1). "
                + "IPS counts that part as bringing nothing, SNIPS as bringing what the rest brings, doubly robust as the reward model expects.";
        }
        else if (result.MeanWeightInterval.Low > 1 + NoticeableGap)
        {
            yield return $"The mean weight is {result.MeanWeight:0.00}; it would be 1 if the propensities in the log were the chances with which the lists were made. They look too small.";
        }

        if (result.EffectiveLists < FewLists)
        {
            yield return $"The weights are so uneven, or the lists so few, that {lists.Count:N0} lists tell as much as {result.EffectiveLists:N0} of {result.Name}'s own would; even the intervals are uncertain.";
        }

        if (result.CutShare > MuchCut)
        {
            yield return $"Cutting weights to {options.MaximumWeight:0.##} took {result.CutShare:0%} of their sum, and what it took from the estimates is in no interval.";
        }
    }
}

namespace Marquee.Evaluation;

/// <summary>Early stopping: a trial goes up a ladder of growing samples and goes on only from rungs at which it is among the best third of all trials that came there.</summary>
/// <remarks>
/// Source: Jamieson and Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter Optimization, AISTATS 2016, decided trial by trial as in Li et al., A System for Massively Parallel Hyperparameter Tuning
/// (ASHA), MLSys 2020, since trials run one after the other: nothing waits for others, and a trial once stopped is not taken up again. The defaults are never stopped.
/// </remarks>
public static class SuccessiveHalving
{
    /// <summary>Each rung measures so many times as much as the one below, and one in so many trials goes on from it.</summary>
    public const int Reduction = 3;

    /// <summary>The samples of most studies: a ninth, a third, everything.</summary>
    public const int DefaultRungs = 3;

    /// <summary>No rung asks about fewer users: their mean would say too little.</summary>
    public const int FewestUsers = 150;

    /// <summary>The share of the users at each rung, ascending, the last 1.</summary>
    /// <param name="users">How many users can be asked.</param>
    /// <param name="rungs">Most rungs, at least 1; with 1 nothing is stopped early.</param>
    public static IReadOnlyList<double> Shares(int users, int rungs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rungs, 1);
        var shares = new List<double> { 1 };
        while (shares.Count < rungs && users * shares[0] / Reduction >= FewestUsers)
        {
            shares.Insert(0, shares[0] / Reduction);
        }

        return shares;
    }

    /// <summary>Whether a trial goes on.</summary>
    /// <param name="value">What it reached at a rung.</param>
    /// <param name="others">What all earlier trials reached at the same rung.</param>
    public static bool GoesOn(double value, IReadOnlyCollection<double> others) =>
        others.Count(other => other > value) < Math.Max(1, (others.Count + 1) / Reduction);
}

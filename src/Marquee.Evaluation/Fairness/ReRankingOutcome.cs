using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>What a re-ranker did, and what it cost.</summary>
/// <param name="Setup">The re-ranker.</param>
/// <param name="Goal">Key of the metric that it is there to shrink.</param>
/// <param name="GoalBefore">That metric for the lists as the model made them.</param>
/// <param name="GoalAfter">That metric for the re-ranked lists.</param>
/// <param name="GoalAfterInterval">95% bootstrap interval of <paramref name="GoalAfter"/>.</param>
/// <param name="Before">The compared metric before.</param>
/// <param name="Change">The compared metric after against before, user by user.</param>
/// <param name="ValidationClosed">The share of the gap that the strength closed on the validation data it was chosen on; nothing where it was given.</param>
public sealed record ReRankingOutcome(
    ReRankerSetup Setup, string Goal, double GoalBefore, double GoalAfter, Interval GoalAfterInterval, double Before, PairedComparison Change, double? ValidationClosed)
{
    /// <summary>The share of the gap that is gone; NaN where there was none, such as a group that has more than its target.</summary>
    public double Closed => StrengthChoice.ShareClosed(GoalBefore, GoalAfter);

    /// <summary>Change of the compared metric as a share of what it was; negative where accuracy was lost.</summary>
    public double RelativeChange => Change.Difference / Before;

    /// <summary>95% interval of <see cref="RelativeChange"/>: that of the difference, divided by what the metric was.</summary>
    public Interval RelativeInterval => new(Change.DifferenceInterval.Low / Before, Change.DifferenceInterval.High / Before);
}

namespace Marquee.Evaluation;

/// <summary>A metric with one value for each user, so that its mean has an interval and two models can be compared user by user.</summary>
public interface IUserMetric : IRankingMetric
{
    /// <summary>The value for one user; NaN where it is not defined, which leaves the user out of the mean.</summary>
    double Compute(in RankedUser user);
}

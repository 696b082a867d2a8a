namespace Marquee.Evaluation;

/// <summary>What one group of items gets of the places in lists, beside what it has of the catalogue and of the users' profiles.</summary>
/// <param name="Name">The group.</param>
/// <param name="Catalogue">Its share of the catalogue's items.</param>
/// <param name="Profile">Its share of a user's history, mean over users.</param>
/// <param name="ProfileInterval">95% bootstrap interval of <paramref name="Profile"/> over users.</param>
/// <param name="Exposure">Its share of the exposure of a user's list, mean over users; see <see cref="GroupExposureAt"/>.</param>
/// <param name="ExposureInterval">95% bootstrap interval of <paramref name="Exposure"/>.</param>
/// <param name="GapInterval">95% bootstrap interval of <see cref="Gap"/>, from the same draws of users.</param>
/// <param name="Slope">How lists follow profiles.</param>
public sealed record ItemGroupExposure(
    string Name, double Catalogue, double Profile, Interval ProfileInterval, double Exposure, Interval ExposureInterval, Interval GapInterval, ProfileSlope Slope)
{
    /// <summary>Exposure less share of profiles: below 0 the lists hold less of the group than their users watched.</summary>
    public double Gap => Exposure - Profile;
}

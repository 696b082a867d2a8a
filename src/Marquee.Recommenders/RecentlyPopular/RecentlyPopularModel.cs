using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Recent popularity of each item; see <see cref="RecentlyPopularTrainer"/>.</summary>
public sealed class RecentlyPopularModel : PopularityModel
{
    internal RecentlyPopularModel(RecentlyPopularOptions options, Memory<float> popularity)
        : base(options, popularity)
    {
    }

    internal static RecentlyPopularModel Load(ArtifactReader reader, RecentlyPopularOptions options) => new(options, LoadPopularity(reader));
}

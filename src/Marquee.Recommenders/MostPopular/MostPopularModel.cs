using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Popularity of each item; see <see cref="MostPopularTrainer"/>.</summary>
public sealed class MostPopularModel : PopularityModel
{
    internal MostPopularModel(MostPopularOptions options, Memory<float> popularity)
        : base(options, popularity)
    {
    }

    internal static MostPopularModel Load(ArtifactReader reader, MostPopularOptions options) => new(options, LoadPopularity(reader));
}

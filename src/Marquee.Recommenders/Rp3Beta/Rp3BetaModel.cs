using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Where a walk from each item ends; see <see cref="Rp3BetaTrainer"/>.</summary>
public sealed class Rp3BetaModel : ItemToItemModel
{
    internal Rp3BetaModel(Rp3BetaOptions options, SparseMatrix reachedFrom)
        : base(options, reachedFrom, options.WeightExponent)
    {
    }

    internal static Rp3BetaModel Load(ArtifactReader reader, Rp3BetaOptions options) => new(options, LoadNeighbours(reader));
}

using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>A trained, immutable recommender that can be saved. Its family's entry in <see cref="ModelCatalogue"/> loads it again.</summary>
public interface IModel : IRecommender
{
    /// <summary>What it was trained with.</summary>
    ModelOptions Options { get; }

    /// <summary>Writes all that <see cref="ModelFamily.Load"/> needs to give equal scores.</summary>
    void Save(ArtifactWriter writer);
}

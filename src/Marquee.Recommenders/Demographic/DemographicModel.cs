using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Popularity of each item, and how much each trait of users raises or lowers it; see <see cref="DemographicTrainer"/>.</summary>
/// <remarks>The history is not looked at: only what is known of who asks (<see cref="HistoryContext.Attributes"/>, <see cref="HistoryContext.Country"/>). A stranger gets what is popular.</remarks>
public sealed class DemographicModel : IModel, IExplains
{
    private const string PopularityName = "popularity";
    private const string TraitsName = "traits";
    private const string DeviationsName = "deviations";

    private readonly Memory<float> _popularity;
    private readonly string[] _traits;
    private readonly DenseMatrix _deviations;
    private readonly Dictionary<string, int> _indices;

    /// <summary>Takes over the numbers.</summary>
    /// <param name="options">What it was trained with.</param>
    /// <param name="popularity">Logarithm of each item's popularity over that of the mean item.</param>
    /// <param name="traits">The traits that count, such as <c>country=DE</c>.</param>
    /// <param name="deviations">What each trait adds to each item; <c>traits x items</c>.</param>
    internal DemographicModel(DemographicOptions options, Memory<float> popularity, string[] traits, DenseMatrix deviations)
    {
        Options = options;
        _popularity = popularity;
        _traits = traits;
        _deviations = deviations;
        _indices = traits.Select((trait, index) => (trait, index)).ToDictionary(pair => pair.trait, pair => pair.index);
    }

    /// <inheritdoc/>
    public ModelOptions Options { get; }

    /// <inheritdoc/>
    public int ItemCount => _popularity.Length;

    /// <inheritdoc/>
    /// <remarks>O(items * traits of the user).</remarks>
    public void Score(in History history, Span<float> scores)
    {
        _popularity.Span.CopyTo(scores);
        foreach (var trait in TraitsOf(history))
        {
            var deviations = _deviations.Row(trait);
            for (var item = 0; item < scores.Length; item++)
            {
                scores[item] += deviations[item];
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>The baseline is the item's popularity; each trait of the user adds its deviation.</remarks>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        return Explanation.OfSum(item, _popularity.Span[item], [], TraitsOf(history).Select(trait => new FeatureContribution(_traits[trait], _deviations[trait, item])));
    }

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer)
    {
        writer.Write(PopularityName, _popularity.Span, ItemCount);
        TextArray.Write(writer, TraitsName, _traits);
        writer.Write(DeviationsName, _deviations.Span, _traits.Length, ItemCount);
    }

    internal static DemographicModel Load(ArtifactReader reader, DemographicOptions options)
    {
        var items = reader.IntProperty("itemCount");
        var traits = TextArray.Read(reader, TraitsName);
        return new DemographicModel(
            options, reader.ReadFloats(PopularityName, items), traits, new DenseMatrix(traits.Length, items, reader.ReadFloats(DeviationsName, traits.Length, items)));
    }

    private IEnumerable<int> TraitsOf(in History history) =>
        UserTraits.Of(history.Context).Select(trait => _indices.GetValueOrDefault(trait, -1)).Where(trait => trait >= 0);
}

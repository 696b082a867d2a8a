using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>One score an item, the same for everyone.</summary>
public abstract class PopularityModel : IModel, IExplains
{
    private const string PopularityName = "popularity";

    private readonly Memory<float> _popularity;

    private protected PopularityModel(ModelOptions options, Memory<float> popularity)
    {
        Options = options;
        _popularity = popularity;
    }

    /// <inheritdoc/>
    public ModelOptions Options { get; }

    /// <inheritdoc/>
    public int ItemCount => _popularity.Length;

    /// <inheritdoc/>
    public void Score(in History history, Span<float> scores) => _popularity.Span.CopyTo(scores);

    /// <inheritdoc/>
    /// <remarks>All of it is the baseline: the history adds nothing.</remarks>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var score = _popularity.Span[item];
        return new Explanation(item, score, Baseline: score, Contributions: []);
    }

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer) => writer.Write(PopularityName, _popularity.Span, ItemCount);

    private protected static Memory<float> LoadPopularity(ArtifactReader reader) =>
        reader.ReadFloats(PopularityName, reader.IntProperty("itemCount"));
}

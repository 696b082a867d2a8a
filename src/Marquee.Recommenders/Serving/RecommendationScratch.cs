namespace Marquee.Recommenders;

/// <summary>
/// Memory that a <see cref="RecommendationPipeline"/> works in, so that a request allocates nothing of the size of the catalogue. Grows to the largest model that it is used with and may go from one model to
/// another. For one request at a time: keep one a thread, or a pool of them.
/// </summary>
/// <remarks>Memory: 8 bytes and a bit an item of the model.</remarks>
public sealed class RecommendationScratch
{
    private float[] _scores = [];
    private float[] _masked = [];
    private int _itemCount;

    /// <summary>The scores of the history that was scored last, one for each item that the model knows.</summary>
    public ReadOnlySpan<float> Scores => _scores.AsSpan(0, _itemCount);

    /// <summary>The candidates of the request being answered.</summary>
    internal CandidateSet Candidates { get; } = new(0);

    /// <summary>Makes room for the scores of a model.</summary>
    internal Span<float> Reserve(int itemCount)
    {
        if (_scores.Length < itemCount)
        {
            _scores = new float[itemCount];
            _masked = new float[itemCount];
        }

        _itemCount = itemCount;
        return _scores.AsSpan(0, itemCount);
    }

    /// <summary>A copy of the scores that may be written over.</summary>
    internal Span<float> CopyScores()
    {
        var copy = _masked.AsSpan(0, _itemCount);
        Scores.CopyTo(copy);
        return copy;
    }
}

namespace Marquee.Recommenders;

/// <summary>How interactions are weighted before two items, or two users, are compared by their cosine; see <see cref="TermWeighting"/>.</summary>
public enum SimilarityMeasure
{
    /// <summary>Not at all: the weights as they are.</summary>
    Cosine,

    /// <summary>What is common counts less, and large weights are damped by their square root.</summary>
    TfIdf,

    /// <summary>As TF-IDF, but weights saturate, and sooner for items, or users, with many interactions (Okapi BM25).</summary>
    Bm25,
}

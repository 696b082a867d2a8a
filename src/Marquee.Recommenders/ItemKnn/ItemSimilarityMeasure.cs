namespace Marquee.Recommenders;

/// <summary>How the interactions are weighted before items are compared by their cosine.</summary>
public enum ItemSimilarityMeasure
{
    /// <summary>Not at all: the weights as they are.</summary>
    Cosine,

    /// <summary>A user counts less the more items they met, and large weights are damped by their square root.</summary>
    TfIdf,

    /// <summary>As TF-IDF, but weights saturate, and sooner for popular items (Okapi BM25).</summary>
    Bm25,
}

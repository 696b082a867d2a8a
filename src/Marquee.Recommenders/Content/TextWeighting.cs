namespace Marquee.Recommenders;

/// <summary>How the number of times that a word stands in a text becomes its weight; the rarity of the word is multiplied with it either way.</summary>
public enum TextWeighting
{
    /// <summary>The logarithm: <c>1 + ln(count)</c>.</summary>
    TfIdf,

    /// <summary>Okapi BM25: weights saturate, and a word counts less in a long text.</summary>
    Bm25,
}

namespace Marquee.Recommenders;

/// <summary>Options of <see cref="ItemKnnTrainer"/>.</summary>
public sealed record ItemKnnOptions : ModelOptions
{
    /// <summary>How interactions are weighted before items are compared. Default TF-IDF.</summary>
    [Option("How interactions are weighted before items are compared by their cosine.")]
    public SimilarityMeasure Similarity { get; init; } = SimilarityMeasure.TfIdf;

    /// <summary>How many similar items each item keeps. Default 200.</summary>
    [Option("How many similar items each item keeps; more reach further and blur more.",
        Minimum = 1, Maximum = 100000, SearchMinimum = 5, SearchMaximum = 1000, Logarithmic = true)]
    public int Neighbours { get; init; } = 200;

    /// <summary>Added to the denominator of the cosine. Default 20.</summary>
    [Option("Added to the denominator of the cosine; more distrusts similarities that rest on few users.",
        Minimum = 0, Maximum = 1000000, SearchMinimum = 0, SearchMaximum = 1000)]
    public double Shrinkage { get; init; } = 20;

    /// <summary>How far BM25 weights can rise. Default 1.2.</summary>
    [Option("BM25 only: how far a weight can rise before it saturates.",
        Minimum = 0, Maximum = 10000, SearchMinimum = 0.5, SearchMaximum = 100, Logarithmic = true)]
    public double Bm25K1 { get; init; } = 1.2;

    /// <summary>How much BM25 holds popularity against an item. Default 0.75.</summary>
    [Option("BM25 only: how much the popularity of an item lowers its weights, from not at all to in full.", Minimum = 0, Maximum = 1)]
    public double Bm25B { get; init; } = 0.75;
}

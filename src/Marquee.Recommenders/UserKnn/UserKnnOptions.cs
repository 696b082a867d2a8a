namespace Marquee.Recommenders;

/// <summary>Options of <see cref="UserKnnTrainer"/>.</summary>
public sealed record UserKnnOptions : ModelOptions
{
    /// <summary>How interactions are weighted before users are compared.</summary>
    [Option("How interactions are weighted before users are compared by their cosine.")]
    public SimilarityMeasure Similarity { get; init; } = SimilarityMeasure.TfIdf;

    /// <summary>How many similar users vote.</summary>
    [Option("How many similar users vote; more are steadier and nearer to what is popular.",
        Minimum = 1, Maximum = 100000, SearchMinimum = 20, SearchMaximum = 1000, Logarithmic = true)]
    public int Neighbours { get; init; } = 200;

    /// <summary>Added to the denominator of the cosine.</summary>
    [Option("Added to the denominator of the cosine; more distrusts similarities that rest on few items.",
        Minimum = 0, Maximum = 1000000, SearchMinimum = 0, SearchMaximum = 100)]
    public double Shrinkage { get; init; } = 5;

    /// <summary>The power of the similarity with which a user votes.</summary>
    [Option("The power of the similarity with which a user votes; more listens to the most similar.", Minimum = 0, Maximum = 10, SearchMinimum = 0.5, SearchMaximum = 4)]
    public double SimilarityExponent { get; init; } = 2;

    /// <summary>The power of their number of items by which a user's vote is divided.</summary>
    [Option("The power of their number of items by which a user's vote is divided; more holds it against users who like everything.", Minimum = 0, Maximum = 2, SearchMinimum = 0, SearchMaximum = 1)]
    public double UserExponent { get; init; } = 0.4;

    /// <summary>The power of its number of users by which an item's votes are divided.</summary>
    [Option("The power of its number of users by which an item's votes are divided; more recommends rarer items.", Minimum = 0, Maximum = 2, SearchMinimum = 0, SearchMaximum = 0.5)]
    public double ItemExponent { get; init; } = 0.2;

    /// <summary>How far BM25 weights can rise.</summary>
    [Option("BM25 only: how far a weight can rise before it saturates.",
        Minimum = 0, Maximum = 10000, SearchMinimum = 0.5, SearchMaximum = 100, Logarithmic = true)]
    public double Bm25K1 { get; init; } = 1.2;

    /// <summary>How much BM25 holds it against a user to have met many items.</summary>
    [Option("BM25 only: how much the number of a user's items lowers their weights, from not at all to in full.", Minimum = 0, Maximum = 1)]
    public double Bm25B { get; init; } = 0.75;

    /// <summary>How much more a strong interaction counts. Default 0: all count 1.</summary>
    [Option("How much more a strong interaction counts than a weak one: its weight is raised to this power; with 0 all count 1.",
        Minimum = 0, Maximum = 4, SearchMinimum = 0, SearchMaximum = 1)]
    public double WeightExponent { get; init; }
}

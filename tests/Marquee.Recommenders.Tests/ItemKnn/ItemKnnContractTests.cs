using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public abstract class ItemKnnContractTests(SimilarityMeasure measure) : RecommenderContract("item-knn")
{
    protected override ModelOptions SmallOptions => new ItemKnnOptions { Similarity = measure, Shrinkage = 1 };

    protected override ModelOptions AccuracyOptions => new ItemKnnOptions { Similarity = measure, Neighbours = 200, Shrinkage = 50 };
}

public sealed class ItemKnnCosineContractTests() : ItemKnnContractTests(SimilarityMeasure.Cosine)
{
    protected override (double Minimum, double Maximum) AccuracyBand => (.425, .445);
}

public sealed class ItemKnnTfIdfContractTests() : ItemKnnContractTests(SimilarityMeasure.TfIdf)
{
    protected override (double Minimum, double Maximum) AccuracyBand => (.44, .46);
}

public sealed class ItemKnnBm25ContractTests() : ItemKnnContractTests(SimilarityMeasure.Bm25)
{
    protected override (double Minimum, double Maximum) AccuracyBand => (.44, .46);
}

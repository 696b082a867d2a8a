using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public abstract class UserKnnContractTests(SimilarityMeasure measure) : RecommenderContract("user-knn")
{
    protected override ModelOptions SmallOptions => new UserKnnOptions { Similarity = measure, Shrinkage = 1, WeightExponent = measure == SimilarityMeasure.Bm25 ? 1 : 0 };

    protected override ModelOptions AccuracyOptions => new UserKnnOptions { Similarity = measure };
}

public sealed class UserKnnCosineContractTests() : UserKnnContractTests(SimilarityMeasure.Cosine)
{
    protected override (double Minimum, double Maximum) AccuracyBand => (.44, .465);
}

public sealed class UserKnnTfIdfContractTests() : UserKnnContractTests(SimilarityMeasure.TfIdf)
{
    protected override (double Minimum, double Maximum) AccuracyBand => (.455, .475);
}

public sealed class UserKnnBm25ContractTests() : UserKnnContractTests(SimilarityMeasure.Bm25)
{
    protected override (double Minimum, double Maximum) AccuracyBand => (.455, .475);
}

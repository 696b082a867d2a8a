using Marquee.Content;

namespace Marquee.Evaluation;

/// <summary>WN18RR: 40,943 senses of words and 11 relations of WordNet, none the mirror of another.</summary>
public sealed class Wn18RrSuite : GraphSuite
{
    /// <inheritdoc/>
    public override string Name => "wn18rr";

    /// <inheritdoc/>
    public override string Summary => "WN18RR, link prediction among 40,943 senses of words, filtered MRR and Hits@k of both sides";

    /// <inheritdoc/>
    public override string Dataset => "WN18RR";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Folders { get; } = ["wn18rr", "kg/wn18rr"];

    /// <inheritdoc/>
    protected override string File => "train2id.txt";

    /// <inheritdoc/>
    public override IReadOnlyList<GraphModel> Models { get; } =
    [
        new("transe-quick", new LinkOptions { Model = LinkModelKind.TransE, Factors = 50, Negatives = 1024, Epochs = 12, Regularization = 0, InitialScale = 0.1, FinalLearningRate = 0 }),
        new("complex-quick", new LinkOptions { Factors = 100, Negatives = 2048, Epochs = 10, Regularization = 0.1, FinalLearningRate = 0 }),
        new("transe", new LinkOptions { Model = LinkModelKind.TransE, Factors = 256, Negatives = 4096, Epochs = 40, Regularization = 0, InitialScale = 0.1, FinalLearningRate = 0, ValidateEvery = 5, Patience = 2 }),
        new("distmult", new LinkOptions { Model = LinkModelKind.DistMult, Factors = 256, Negatives = 4096, Epochs = 30, Regularization = 0.1, RelationPrediction = 0.05, FinalLearningRate = 0, ValidateEvery = 5, Patience = 2 }),
        new("complex", new LinkOptions { Factors = 1000, Negatives = 4096, Epochs = 40, Regularization = 0.1, RelationPrediction = 0.05, FinalLearningRate = 0, ValidateEvery = 5, Patience = 2 }),
        new("rotate", new LinkOptions { Model = LinkModelKind.RotatE, Factors = 256, Negatives = 4096, Epochs = 30, Regularization = 0, InitialScale = 0.1, FinalLearningRate = 0, ValidateEvery = 5, Patience = 2 }),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published { get; } =
    [
        Row("TransE", 0.228, 0.053, 0.368, 0.520),
        Row("DistMult", 0.452, 0.413, 0.466, 0.530),
        Row("ComplEx", 0.475, 0.438, 0.490, 0.547),
        Row("RotatE", 0.478, 0.439, 0.494, 0.553),
        Row("ComplEx rank 1000, N3, 1vsAll, relation prediction", 0.488, 0.443, 0.505, 0.578, "Chen et al. 2021"),
        Row("TransE, 50 dimensions, 1000 epochs, 2 threads", 0.191, -1, -1, 0.428, "Fast-TransX") with { TrainSeconds = 16 },
    ];
}

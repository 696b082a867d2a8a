using Marquee.Content;

namespace Marquee.Evaluation;

/// <summary>FB15k-237: 14,541 entities and 237 relations of Freebase, none the mirror of another.</summary>
public sealed class Fb15k237Suite : GraphSuite
{
    /// <inheritdoc/>
    public override string Name => "fb15k-237";

    /// <inheritdoc/>
    public override string Summary => "FB15k-237, link prediction among 14,541 entities, filtered MRR and Hits@k of both sides";

    /// <inheritdoc/>
    public override string Dataset => "FB15k-237";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Folders { get; } = ["fb15k-237", "kg/fb15k-237"];

    /// <inheritdoc/>
    protected override string File => "train2id.txt";

    /// <inheritdoc/>
    public override IReadOnlyList<GraphModel> Models { get; } =
    [
        new("transe-quick", new LinkOptions { Model = LinkModelKind.TransE, Factors = 50, Epochs = 6, Regularization = 0, InitialScale = 0.1, FinalLearningRate = 0 }),
        new("complex-quick", new LinkOptions { Factors = 100, Epochs = 6, Regularization = 0.05, FinalLearningRate = 0 }),
        new("transe", new LinkOptions { Model = LinkModelKind.TransE, Factors = 256, Epochs = 20, LearningRate = 0.5, Regularization = 0, InitialScale = 0.1, FinalLearningRate = 0, ValidateEvery = 5, Patience = 2 }),
        new("distmult", new LinkOptions { Model = LinkModelKind.DistMult, Factors = 256, Epochs = 20, LearningRate = 0.6, Regularization = 0.1, RelationPrediction = 4, FinalLearningRate = 0, ValidateEvery = 5, Patience = 2 }),
        new("complex", new LinkOptions { Factors = 512, Epochs = 30, LearningRate = 0.6, Regularization = 0.1, RelationPrediction = 4, FinalLearningRate = 0, ValidateEvery = 5, Patience = 2 }),
        new("rotate", new LinkOptions { Model = LinkModelKind.RotatE, Factors = 256, Epochs = 30, Regularization = 0, InitialScale = 0.1, FinalLearningRate = 0, ValidateEvery = 5, Patience = 2 }),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published { get; } =
    [
        Row("TransE", 0.313, 0.221, 0.347, 0.497),
        Row("DistMult", 0.343, 0.250, 0.378, 0.531),
        Row("ComplEx", 0.348, 0.253, 0.384, 0.536),
        Row("RotatE", 0.333, 0.240, 0.368, 0.522),
        Row("ComplEx rank 1000, N3, 1vsAll, relation prediction", 0.388, 0.298, 0.425, 0.568, "Chen et al. 2021"),
        Row("TransE, 50 dimensions, 1000 epochs, 2 threads", 0.210, -1, -1, 0.385, "Fast-TransX") with { TrainSeconds = 44 },
    ];
}

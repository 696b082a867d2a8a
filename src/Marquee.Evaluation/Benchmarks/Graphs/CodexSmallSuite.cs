using Marquee.Content;

namespace Marquee.Evaluation;

/// <summary>CoDEx-S: 2,034 entities and 42 relations of Wikidata.</summary>
public sealed class CodexSmallSuite : GraphSuite
{
    /// <inheritdoc/>
    public override string Name => "codex-s";

    /// <inheritdoc/>
    public override string Summary => "CoDEx-S, link prediction among 2,034 entities, filtered MRR and Hits@k of both sides";

    /// <inheritdoc/>
    public override string Dataset => "CoDEx-S";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Folders { get; } = ["codex-s", "kg/codex-s"];

    /// <inheritdoc/>
    protected override string File => "train.txt";

    /// <inheritdoc/>
    public override IReadOnlyList<GraphModel> Models { get; } =
    [
        new("transe", new LinkOptions { Model = LinkModelKind.TransE, Factors = 400, Epochs = 30, Regularization = 0, InitialScale = 0.1, FinalLearningRate = 0 }),
        new("complex", new LinkOptions { Factors = 1600, Epochs = 20, Regularization = 0.01, FinalLearningRate = 0 }),
        new("rotate", new LinkOptions { Model = LinkModelKind.RotatE, Factors = 400, Epochs = 30, Regularization = 0, InitialScale = 0.3, FinalLearningRate = 0 }),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published { get; } =
    [
        Row("TransE", 0.354, 0.219, 0.422, 0.634),
        Row("ComplEx", 0.465, 0.372, 0.504, 0.646),
        Row("ComplEx rank 1000, N3, 1vsAll, relation prediction", 0.473, -1, -1, -1, "Chen et al. 2021"),
    ];
}

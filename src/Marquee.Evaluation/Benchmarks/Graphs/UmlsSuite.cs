using Marquee.Content;

namespace Marquee.Evaluation;

/// <summary>UMLS: 135 kinds of things in medicine and 46 relations.</summary>
public sealed class UmlsSuite : GraphSuite
{
    /// <inheritdoc/>
    public override string Name => "umls";

    /// <inheritdoc/>
    public override string Summary => "UMLS, link prediction among 135 kinds of things in medicine, filtered MRR and Hits@k of both sides";

    /// <inheritdoc/>
    public override string Dataset => "UMLS";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Folders { get; } = ["umls", "kg/umls"];

    /// <inheritdoc/>
    protected override string File => "train.txt";

    /// <inheritdoc/>
    public override IReadOnlyList<GraphModel> Models { get; } =
    [
        new("transe", new LinkOptions { Model = LinkModelKind.TransE, Epochs = 50, Regularization = 0, InitialScale = 0.1 }),
        new("distmult", new LinkOptions { Model = LinkModelKind.DistMult, Epochs = 50, Regularization = 0.005 }),
        new("complex", new LinkOptions { Factors = 400, Epochs = 100, Regularization = 0.01 }),
        new("rotate", new LinkOptions { Model = LinkModelKind.RotatE, Epochs = 50, Regularization = 0, InitialScale = 0.3 }),
    ];
}

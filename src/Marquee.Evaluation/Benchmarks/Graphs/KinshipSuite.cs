using Marquee.Content;

namespace Marquee.Evaluation;

/// <summary>Kinship: 104 members of the Alyawarra and how they call each other.</summary>
public sealed class KinshipSuite : GraphSuite
{
    /// <inheritdoc/>
    public override string Name => "kinship";

    /// <inheritdoc/>
    public override string Summary => "Kinship, link prediction among 104 people and 25 kinds of kin, filtered MRR and Hits@k of both sides";

    /// <inheritdoc/>
    public override string Dataset => "Kinship";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Folders { get; } = ["kinship", "kg/kinship"];

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

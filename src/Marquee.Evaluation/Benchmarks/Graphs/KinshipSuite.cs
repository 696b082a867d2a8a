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
        new("complex", new LinkOptions { Factors = 400, Epochs = 100, Regularization = 0.01 }),
    ];
}

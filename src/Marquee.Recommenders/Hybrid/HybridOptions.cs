namespace Marquee.Recommenders;

/// <summary>Options of <see cref="HybridTrainer"/>.</summary>
public sealed record HybridOptions : ModelOptions
{
    /// <summary>The models; empty for the usual ones.</summary>
    [Option(
        "The models, separated by semicolons; nothing for the usual ones, and behind a plus sign those that join the usual ones.",
        Form = "nothing, or models separated by semicolons, with a plus sign before the first where they join the usual ones, such as '+ markov; slist'")]
    public string Members { get; init; } = "";

    /// <summary>Similar users that <c>user-knn</c> asks.</summary>
    [Option("How many similar users are asked; more reach further and blur more.", Minimum = 1, Maximum = 100000, SearchMinimum = 50, SearchMaximum = 1000, Logarithmic = true)]
    public int Neighbours { get; init; } = 200;

    /// <summary>Factors of <c>als</c>.</summary>
    [Option("Numbers that describe a user or an item in the factorization; more tell finer tastes apart and cost time and memory.",
        Minimum = 1, Maximum = 2048, SearchMinimum = 32, SearchMaximum = 256, Logarithmic = true)]
    public int Factors { get; init; } = 64;

    /// <summary>Regularization of <c>ease</c>.</summary>
    [Option("What keeps the weights between items small; more makes the list safer and more popular, and larger data sets want more.",
        Minimum = 0.001, Maximum = 1000000, SearchMinimum = 50, SearchMaximum = 5000, Logarithmic = true)]
    public double Regularization { get; init; } = 300;

    /// <summary>Up to how many items a catalogue has a weight for each pair of items.</summary>
    [Option("Up to how many items the item-based part is ease, which needs memory for each pair of them; rp3-beta takes its place in larger catalogues.",
        Minimum = 0, Maximum = 40000, SearchMinimum = 10000, SearchMaximum = 30000)]
    public int DenseItems { get; init; } = 20000;

    /// <summary>What is held out to learn the weights on.</summary>
    [Option("What is held out to learn the weights on: choose what is most like the use of the model. A ranker learns them on its own cuts in time instead.")]
    public BlendValidation Validation { get; init; } = BlendValidation.Recent;

    /// <summary>Share that is held out.</summary>
    [Option("Share of the latest events, or of each user's items, that is held out to learn on.", Minimum = 0.01, Maximum = 0.5, SearchMinimum = 0.1, SearchMaximum = 0.3)]
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>How many times weights are tried out.</summary>
    [Option("How many times weights are tried out, each time on another part held out; more make the weights surer where there are few users.", Minimum = 1, Maximum = 20, SearchMaximum = 3)]
    public int Rounds { get; init; } = 2;

    /// <summary>Whether boosted trees re-rank the best of the blend.</summary>
    [Option("Whether boosted trees, which know how new and how popular items are and who asks, re-rank the best of the blend; needs events with times, and stays away where there are none.")]
    public bool Ranker { get; init; }

    /// <summary>How many of the blend's best items are re-ranked.</summary>
    [Option("How many of the blend's best items the trees re-rank; all others stay beneath them in the order of the blend.", Minimum = 10, Maximum = 1000, SearchMinimum = 50, SearchMaximum = 500, Logarithmic = true)]
    public int Head { get; init; } = 200;

    /// <summary>At how many moments the trees learn what came next.</summary>
    [Option("At how many moments of the past the models are trained to see what came next, for the trees to learn from; more take longer.", Minimum = 1, Maximum = 100, SearchMinimum = 4, SearchMaximum = 16)]
    public int Cuts { get; init; } = 10;

    /// <summary>Number of trees.</summary>
    [Option("Number of trees; more fit closer.", Minimum = 1, Maximum = 10000, SearchMinimum = 50, SearchMaximum = 500, Logarithmic = true)]
    public int Trees { get; init; } = 100;

    /// <summary>How much of what a tree says counts.</summary>
    [Option("How much of what a tree says counts; less needs more trees and errs less where there are few users.", Minimum = 0.001, Maximum = 1, SearchMinimum = 0.02, SearchMaximum = 0.2, Logarithmic = true)]
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Leaves of a tree.</summary>
    [Option("Leaves of a tree; more let more features act together.", Minimum = 2, Maximum = 256, SearchMinimum = 4, SearchMaximum = 16)]
    public int Leaves { get; init; } = 6;

    /// <inheritdoc/>
    public override void Check() => _ = ParseMembers();

    /// <summary>The models named, and whether they join the usual ones.</summary>
    /// <exception cref="OptionException">One is not understood, or is itself made of models; the message says which.</exception>
    internal (bool Join, IReadOnlyList<ModelSetup> Named) ParseMembers()
    {
        var text = Members.Trim();
        if (text.Length == 0)
        {
            return (true, []);
        }

        var join = text[0] == '+';
        var named = new BlendOptions { Members = join ? text[1..] : text }.ParseMembers();
        return named.FirstOrDefault(member => member.Options is BlendOptions or HybridOptions) is { } made
            ? throw new OptionException($"Option 'members' names '{made.Family.Name}', which is itself made of models; name those instead.")
            : (join, named);
    }
}

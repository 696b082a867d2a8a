namespace Marquee.Recommenders;

/// <summary>Options of <see cref="MultitaskTrainer"/>.</summary>
public sealed record MultitaskOptions : ModelOptions
{
    private const string None = "none";

    /// <summary>Numbers that describe an item in each of its two roles.</summary>
    [Option("Numbers that describe an item in each of its two roles; more tell finer tastes apart and cost time and memory.",
        Minimum = 1, Maximum = 2048, SearchMinimum = 16, SearchMaximum = 256, Logarithmic = true)]
    public int Factors { get; init; } = 64;

    /// <summary>Hidden units of the network.</summary>
    [Option("Hidden units of the network, which turns a profile into what is wanted.", Minimum = 1, Maximum = 8192, SearchMinimum = 64, SearchMaximum = 512, Logarithmic = true)]
    public int HiddenUnits { get; init; } = 200;

    /// <summary>Passes over all users.</summary>
    [Option("Passes over all users.", Minimum = 1, Maximum = 10000, SearchMinimum = 20, SearchMaximum = 200, Logarithmic = true)]
    public int Epochs { get; init; } = 30;

    /// <summary>Users in a step.</summary>
    [Option("Users in a step; fewer make more steps of a pass, which small data need and which take longer.", Minimum = 1, Maximum = 65536, SearchMinimum = 32, SearchMaximum = 512, Logarithmic = true)]
    public int BatchSize { get; init; } = 64;

    /// <summary>Length of the first steps; they get shorter to nothing along half a cosine.</summary>
    [Option("Length of the first steps (Adam); they get shorter by themselves, to nothing at the end.", Minimum = 1e-6, Maximum = 1, SearchMinimum = 0.0005, SearchMaximum = 0.01, Logarithmic = true)]
    public double LearningRate { get; init; } = 0.003;

    /// <summary>Strength of the pull of all numbers but biases to zero, at each step, times its length.</summary>
    [Option("Strength of the pull of all numbers but biases to zero, at each step and times its length; more makes lists safer.", Minimum = 0, Maximum = 100, SearchMinimum = 0.1, SearchMaximum = 5, Logarithmic = true)]
    public double Regularization { get; init; } = 1;

    /// <summary>Share of a history that is hidden at each step and to be foretold from the rest.</summary>
    [Option("Share of each history that is hidden at each step and has to be foretold from the rest.", Minimum = 0.01, Maximum = 0.99, SearchMinimum = 0.2, SearchMaximum = 0.8)]
    public double HistoryDropout { get; init; } = 0.3;

    /// <summary>Weight of a pair that did not meet in the squared error of the factor head.</summary>
    [Option("Factor head: weight of a pair that did not meet, where one that met has 1.", Minimum = 0.0001, Maximum = 100, SearchMinimum = 0.03, SearchMaximum = 1, Logarithmic = true)]
    public double UnobservedWeight { get; init; } = 0.3;

    /// <summary>How the strength of the factor head's profile grows with the history.</summary>
    [Option("Factor head: how the strength of a profile grows with the length of the history: 0 as a sum of its items, 1 not at all, as their mean.", Minimum = 0, Maximum = 1)]
    public double ProfileExponent { get; init; } = 0.5;

    /// <summary>How the strength of the network's profile grows with the history.</summary>
    [Option("Network: how the strength of a profile grows with the length of the history.", Minimum = 0, Maximum = 1)]
    public double NetworkProfileExponent { get; init; } = 0.8;

    /// <summary>Which heads there are.</summary>
    [Option("Which heads are trained and score: both together, the factors alone or the network alone.")]
    public MultitaskHeads Heads { get; init; } = MultitaskHeads.Both;

    /// <summary>Whether both heads share embeddings.</summary>
    [Option("Whether both heads share what describes items; where not, each learns its own.")]
    public bool SharedEmbeddings { get; init; } = true;

    /// <summary>Weight of the network's loss, where the factor head's has 1.</summary>
    [Option("Weight of the network's loss in training, where that of the factor head has 1.", Minimum = 0.0001, Maximum = 1000, SearchMinimum = 0.01, SearchMaximum = 1, Logarithmic = true)]
    public double NetworkTaskWeight { get; init; } = 0.05;

    /// <summary>Weight of the rating task's loss; 0 leaves the task out.</summary>
    [Option("Weight of the loss of predicted ratings in training; 0 leaves them out, and the model then predicts none.", Minimum = 0, Maximum = 1000, SearchMaximum = 1)]
    public double RatingTaskWeight { get; init; }

    /// <summary>Whether the weights of the tasks are learned too.</summary>
    [Option("Whether the weights of the tasks stay as given or are learned from there on.")]
    public TaskWeighting TaskWeighting { get; init; } = TaskWeighting.Fixed;

    /// <summary>Share of the network in the final score.</summary>
    [Option("Share of the network in the final score, the rest being the factor head's; both are brought to the same scatter first.", Minimum = 0, Maximum = 1)]
    public double NetworkShare { get; init; } = 0.4;

    /// <summary>Items drawn for the losses; 0 takes all.</summary>
    [Option("Items drawn evenly at each step that stand for all that were not met, for large catalogues; 0 takes the whole catalogue.",
        Minimum = 0, Maximum = 1000000, SearchMaximum = 2000)]
    public int Negatives { get; init; }

    /// <summary>Which attributes of users the network knows.</summary>
    [Option("Which attributes of users the network knows; nothing for all that have at most 100 values.", Form = "names separated by commas, such as country,gender, or none")]
    public string UserAttributes { get; init; } = "";

    /// <summary>Which attributes of items have embeddings.</summary>
    [Option("Which attributes of items add to what describes an item.", Form = "none, or category, label, person, country, language, kind, year or decade, or several of them separated by commas")]
    public string ItemAttributes { get; init; } = "category,label,country,language,kind,decade";

    /// <summary>Names of the item features, such as embeddings, that are part of what an item is.</summary>
    [Option("Which vectors of items add to what describes an item, where items have them, such as those that 'marquee embed' writes: an item that nobody met is known by them.", Form = "names separated by commas, such as text,tags,graph, or none")]
    public string Features { get; init; } = "text,tags,graph";

    /// <summary>Share of the items whose own numbers are hidden at each step, where items have features.</summary>
    [Option("Where items have such vectors: share of the items whose own numbers are hidden at each step, so that the vectors learn to stand for them; more makes new items better known and old ones a little less.",
        Minimum = 0, Maximum = 0.99, SearchMinimum = 0.05, SearchMaximum = 0.7)]
    public double ItemDropout { get; init; } = 0.3;

    /// <summary>Standard deviation of the random factors at the start, times the square root of their number.</summary>
    [Option("Standard deviation of the random factors at the start, times the square root of their number; hardly matters.",
        Minimum = 1e-4, Maximum = 10, SearchMinimum = 0.1, SearchMaximum = 1, Logarithmic = true)]
    public float InitialDeviation { get; init; } = 0.3f;

    /// <inheritdoc/>
    public override void Check() => ParseItemAttributes();

    internal bool HasFactors => Heads != MultitaskHeads.Network;

    internal bool HasNetwork => Heads != MultitaskHeads.Factors;

    internal bool HasRatings => RatingTaskWeight > 0;

    /// <summary>Whether the network has item vectors of its own.</summary>
    internal bool IsSplit => Heads == MultitaskHeads.Both && !SharedEmbeddings;

    internal int TableColumns => IsSplit ? 2 * Factors : Factors;

    /// <summary>The names of <see cref="UserAttributes"/>: null for none, empty for all.</summary>
    internal string[]? ParseUserAttributes() =>
        UserAttributes.Trim() == None ? null : UserAttributes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The names of <see cref="Features"/>.</summary>
    internal string[] FeatureNames => ItemFeatureLayout.NamesOf(Features);

    /// <summary>The words of <see cref="ItemAttributes"/>.</summary>
    /// <exception cref="OptionException">A word is no attribute.</exception>
    internal IReadOnlyList<ItemAttribute> ParseItemAttributes() => ItemAttributes.Trim() is None or ""
        ? []
        : [.. ItemAttributes.Split(',', StringSplitOptions.TrimEntries).Select(word =>
            word.Length > 0 && char.IsLetter(word[0]) && Enum.TryParse<ItemAttribute>(word, ignoreCase: true, out var attribute) && Enum.IsDefined(attribute)
                ? attribute
                : throw new OptionException(
                    $"Option 'itemAttributes' has '{word}', which is no attribute; they are {string.Join(", ", Enum.GetNames<ItemAttribute>().Select(name => name.ToLowerInvariant()))}, or none.")).Distinct()];
}

namespace Marquee.Recommenders;

/// <summary>Options of <see cref="EaseTrainer"/>.</summary>
public sealed record EaseOptions : ModelOptions
{
    /// <summary>What is added to the diagonal of the Gram matrix. Default 300.</summary>
    [Option("What keeps the weights small; more makes the list safer and more popular, and larger data sets want more.",
        Minimum = 0.001, Maximum = 1000000, SearchMinimum = 10, SearchMaximum = 5000, Logarithmic = true)]
    public double Regularization { get; init; } = 300;

    /// <summary>How much more a strong interaction counts. Default 0: all count 1, as in the paper.</summary>
    [Option("How much more a strong interaction counts than a weak one: its weight is raised to this power; with 0 all count 1, as in the paper.",
        Minimum = 0, Maximum = 4, SearchMinimum = 0, SearchMaximum = 1)]
    public double WeightExponent { get; init; }

    /// <summary>How much less each interaction of a user with many counts in training. Default 0: all alike, as in the paper.</summary>
    [Option("How much less each interaction of a user with many counts: a user's row weighs (their number of items)^-userExponent in the squares; with 0 all users' interactions count alike, with 1 all users.",
        Minimum = 0, Maximum = 2, SearchMinimum = 0, SearchMaximum = 1)]
    public double UserExponent { get; init; }

    /// <summary>How much popular items are scaled down before weights are found. Default 0: not at all, as in the paper.</summary>
    [Option("How much popular items are scaled down before the weights are found, and up again in the scores: by (number of users)^-itemExponent; more is fairer to rare items.",
        Minimum = 0, Maximum = 1, SearchMinimum = 0, SearchMaximum = 0.5)]
    public double ItemExponent { get; init; }

    /// <summary>What an item has in each attribute's row. Default 0: no attributes.</summary>
    [Option("How much it counts that items share an attribute: each attribute is a further user who met the items that have it, with this weight; 0 leaves attributes out.",
        Minimum = 0, Maximum = 1000, SearchMinimum = 0, SearchMaximum = 10)]
    public double AttributeWeight { get; init; }

    /// <summary>Which attributes count where <see cref="AttributeWeight"/> is above 0. Default categories.</summary>
    [Option("Which attributes of items count, where any do.", Form = "category, label, person, country, language, kind, year or decade, or several of them separated by commas")]
    public string Attributes { get; init; } = "category";

    /// <summary>After how many days an item of the history counts half. Default 0: it does not fade.</summary>
    [Option("After how many days an item of the history counts half, back from the moment of asking; 0 does not let it fade.",
        Minimum = 0, Maximum = 36500, SearchMinimum = 0, SearchMaximum = 365)]
    public double ProfileHalfLife { get; init; }

    /// <summary>By which factor an item of the history fades with each newer one. Default 1: it does not.</summary>
    [Option("By which factor an item of the history fades with each newer one; 1 does not let it fade.", Minimum = 0, Maximum = 1, SearchMinimum = 0.8)]
    public double ProfileDecay { get; init; } = 1;

    /// <summary>After how many days a user who met everything then counts half in the training. Default 0: all count alike.</summary>
    [Option("After how many days interactions count half in the training, back from the newest; 0 counts them alike. Where it is short, regularization should be less.",
        Minimum = 0, Maximum = 36500, SearchMinimum = 0, SearchMaximum = 1000)]
    public double TrainingHalfLife { get; init; }

    /// <inheritdoc/>
    public override void Check() => ParseAttributes();

    /// <summary>The words of <see cref="Attributes"/>.</summary>
    /// <exception cref="OptionException">A word is no attribute.</exception>
    internal IReadOnlyList<ItemAttribute> ParseAttributes() =>
        [.. Attributes.Split(',', StringSplitOptions.TrimEntries).Select(word =>
            word.Length > 0 && char.IsLetter(word[0]) && Enum.TryParse<ItemAttribute>(word, ignoreCase: true, out var attribute) && Enum.IsDefined(attribute)
                ? attribute
                : throw new OptionException(
                    $"Option 'attributes' has '{word}', which is no attribute; they are {string.Join(", ", Enum.GetNames<ItemAttribute>().Select(name => name.ToLowerInvariant()))}.")).Distinct()];
}

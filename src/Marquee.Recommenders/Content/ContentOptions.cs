namespace Marquee.Recommenders;

/// <summary>Options of <see cref="ContentTrainer"/>.</summary>
public sealed record ContentOptions : ModelOptions
{
    private const double MostWeight = 100;
    private const double MostSearchedWeight = 3;

    /// <summary>How the words of titles and summaries are weighted. Default BM25.</summary>
    [Option("How often a word stands in a text becomes its weight by this.")]
    public TextWeighting Weighting { get; init; } = TextWeighting.Bm25;

    /// <summary>Weight of the words of the title. Default 0.2.</summary>
    [Option("How much the words of the title count; 0 leaves them out.", Minimum = 0, Maximum = MostWeight, SearchMaximum = MostSearchedWeight)]
    public double TitleWeight { get; init; } = 0.2;

    /// <summary>Weight of the words of the summary. Default 0.3.</summary>
    [Option("How much the words of the summary count; 0 leaves them out.", Minimum = 0, Maximum = MostWeight, SearchMaximum = MostSearchedWeight)]
    public double SummaryWeight { get; init; } = 0.3;

    /// <summary>Weight of the categories. Default 1.</summary>
    [Option("How much the categories count; 0 leaves them out.", Minimum = 0, Maximum = MostWeight, SearchMaximum = MostSearchedWeight)]
    public double CategoriesWeight { get; init; } = 1;

    /// <summary>Weight of the labels. Default 2.</summary>
    [Option("How much the labels count; 0 leaves them out.", Minimum = 0, Maximum = MostWeight, SearchMaximum = MostSearchedWeight)]
    public double LabelsWeight { get; init; } = 2;

    /// <summary>Weight of the people. Default 0.5.</summary>
    [Option("How much the people count, whatever they did; 0 leaves them out.", Minimum = 0, Maximum = MostWeight, SearchMaximum = MostSearchedWeight)]
    public double PeopleWeight { get; init; } = 0.5;

    /// <summary>Weight of countries and language. Default 0.3.</summary>
    [Option("How much the countries and the language count; 0 leaves them out.", Minimum = 0, Maximum = MostWeight, SearchMaximum = MostSearchedWeight)]
    public double OriginWeight { get; init; } = 0.3;

    /// <summary>Weight of the decade of release. Default 0.3.</summary>
    [Option("How much the decade of release counts; 0 leaves it out.", Minimum = 0, Maximum = MostWeight, SearchMaximum = MostSearchedWeight)]
    public double DecadeWeight { get; init; } = 0.3;

    /// <summary>Weight of the kind. Default 0.2.</summary>
    [Option("How much it counts whether it is a film, a series or another kind; 0 leaves it out.", Minimum = 0, Maximum = MostWeight, SearchMaximum = MostSearchedWeight)]
    public double KindWeight { get; init; } = 0.2;

    /// <summary>Names of further attributes, separated by commas. Default none.</summary>
    [Option("Which free attributes count too.", Form = "names separated by commas, such as maturity,basedOn")]
    public string Attributes { get; init; } = string.Empty;

    /// <summary>Weight of the further attributes. Default 0.5.</summary>
    [Option("How much the free attributes that were named count.", Minimum = 0, Maximum = MostWeight, SearchMaximum = MostSearchedWeight)]
    public double AttributesWeight { get; init; } = 0.5;

    /// <summary>Names of the item features, such as embeddings, that count. Default text, tags and graph.</summary>
    [Option("Which vectors of items count, where items have them, such as those that 'marquee embed' writes.", Form = "names separated by commas, such as text,tags,graph, or none")]
    public string Features { get; init; } = "text,tags,graph";

    /// <summary>Weight of each of the features. Default 1.</summary>
    [Option("How much each of the vectors counts; 0 leaves them out.", Minimum = 0, Maximum = MostWeight, SearchMaximum = MostSearchedWeight)]
    public double FeaturesWeight { get; init; } = 1;

    /// <summary>The share of the items in whose texts a word must stand to be left out. Default 0.1.</summary>
    [Option("A word of titles and summaries is left out where more than this share of the items has it, and more than ten items.", Minimum = 0, Maximum = 1)]
    public double StopWordShare { get; init; } = 0.1;

    /// <summary>Whether the English plural is taken off words. Default true.</summary>
    [Option("Whether English plurals count as their singular.")]
    public bool Stemming { get; init; } = true;

    /// <summary>BM25: how far a weight can rise. Default 1.2.</summary>
    [Option("BM25 only: how far a weight can rise before it saturates.", Minimum = 0, Maximum = 10000, SearchMinimum = 0.5, SearchMaximum = 10, Logarithmic = true)]
    public double Bm25K1 { get; init; } = 1.2;

    /// <summary>BM25: how much the length of a text lowers its weights. Default 0.75.</summary>
    [Option("BM25 only: how much the length of a text lowers the weights of its words, from not at all to in full.", Minimum = 0, Maximum = 1)]
    public double Bm25B { get; init; } = 0.75;

    /// <summary>After how many days an entry of the history counts half. Default 0: it does not fade.</summary>
    [Option("After how many days an entry of the history counts only half; 0 does not let it fade.", Minimum = 0, Maximum = 36500, SearchMinimum = 0, SearchMaximum = 1000)]
    public double HalfLifeDays { get; init; }

    /// <summary>How much a search counts; an entry of the history of weight 1 counts 1. Default 2.</summary>
    [Option("How much a search counts, where an entry of the history of weight 1 counts 1; 0 leaves searches out.", Minimum = 0, Maximum = MostWeight, SearchMaximum = 10)]
    public double SearchWeight { get; init; } = 2;

    /// <summary>How many of the latest searches count. Default 20.</summary>
    [Option("How many of the latest searches count.", Minimum = 0, Maximum = 100000, SearchMaximum = 100)]
    public int LatestSearches { get; init; } = 20;

    /// <summary>The names of <see cref="Attributes"/>.</summary>
    internal string[] AttributeNames => Attributes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The names of <see cref="Features"/>.</summary>
    internal string[] FeatureNames => FeaturesWeight == 0 ? [] : ItemFeatureLayout.NamesOf(Features);

    /// <summary>The weight of a field.</summary>
    internal double WeightOf(ItemField field) => field switch
    {
        ItemField.Title => TitleWeight,
        ItemField.Summary => SummaryWeight,
        ItemField.Category => CategoriesWeight,
        ItemField.Label => LabelsWeight,
        ItemField.Person => PeopleWeight,
        ItemField.Origin => OriginWeight,
        ItemField.Decade => DecadeWeight,
        ItemField.Kind => KindWeight,
        ItemField.Feature => FeaturesWeight,
        _ => AttributesWeight,
    };
}

using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A published benchmark: data, protocol, and the figures that others published. What is run and how is said by <see cref="RecommenderSuite"/> or another kind of suite.</summary>
public abstract class BenchmarkSuite
{
    /// <summary>The name after <c>benchmark</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in one line.</summary>
    public abstract string Summary { get; }

    /// <summary>The data set's name.</summary>
    public abstract string Dataset { get; }

    /// <summary>Split, candidates, relevance and averaging in words.</summary>
    public abstract ProtocolWords Words { get; }

    /// <summary>How many seeds the protocol averages over.</summary>
    public virtual int Seeds => 1;

    /// <summary>Figures that others published for the same protocol.</summary>
    public virtual IReadOnlyList<BenchmarkRow> Published => [];

    /// <summary>Keys of all that is measured.</summary>
    public abstract IReadOnlyList<string> Measured { get; }

    /// <summary>Those to show in a table; the best row is the one with the best first.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Whether smaller figures are better, as errors are.</summary>
    public virtual bool LowerIsBetter => false;

    /// <summary>Whether a table should draw its first column as bars.</summary>
    public virtual bool ShowsBars => false;

    /// <summary>What each variant is, in a sentence or two, where its name does not say enough.</summary>
    public virtual IReadOnlyDictionary<string, string> VariantWords => new Dictionary<string, string>();

    /// <summary>Refuses names of models that the suite cannot run.</summary>
    /// <param name="names">The names; nothing for all that the suite runs.</param>
    /// <exception cref="OptionException">There is no such model.</exception>
    public abstract void CheckModels(IReadOnlyList<string>? names);

    /// <summary>Runs the suite. A model that refuses the data is named in the report and the others go on.</summary>
    /// <param name="input">Where the data are.</param>
    /// <param name="settings">Seeds, threads, progress.</param>
    /// <param name="models">Names of the models to run, each once however often it is named; nothing for all of the suite.</param>
    /// <exception cref="DatasetException">The data are not there or not as they should be.</exception>
    /// <exception cref="OptionException">There is no such model.</exception>
    public abstract BenchmarkReport Run(BenchmarkInput input, ExperimentSettings settings, IReadOnlyList<string>? models = null);

    /// <summary>Runs variants of the suite's own model that show what each of its parts brings, where the suite has some.</summary>
    /// <param name="input">Where the data are.</param>
    /// <param name="settings">Seeds, threads, progress.</param>
    /// <exception cref="DatasetException">The data are not there or not as they should be.</exception>
    /// <exception cref="OptionException">The suite has no variants.</exception>
    public virtual BenchmarkReport RunAblation(BenchmarkInput input, ExperimentSettings settings)
    {
        var others = BenchmarkCatalogue.All.OfType<RecommenderSuite>().Where(suite => suite.Ablation.Count > 0).Select(suite => $"'{suite.Name}'");
        throw new OptionException($"The benchmark '{Name}' has no ablation; those that have one: {string.Join(", ", others)}.");
    }

    /// <summary>A report of the suite.</summary>
    /// <param name="input">Where the data are.</param>
    /// <param name="measured">Our rows.</param>
    /// <param name="published">The rows of others.</param>
    private protected BenchmarkReport ReportOf(BenchmarkInput input, IEnumerable<BenchmarkRow> measured, IEnumerable<BenchmarkRow> published) => new()
    {
        Suite = Name,
        Dataset = Describe(input),
        Protocol = Words.ToString(),
        Columns = Columns,
        LowerIsBetter = LowerIsBetter,
        ShowsBars = ShowsBars,
        VariantWords = VariantWords,
        Rows = [.. measured.Concat(published).GroupBy(row => row.Variant).SelectMany(group => group)],
    };

    /// <summary>What to call the data in the report.</summary>
    /// <param name="input">Where the data are.</param>
    protected virtual string Describe(BenchmarkInput input) => Dataset;

    /// <summary>How the data set is fetched, where that is known.</summary>
    private string Source => PublicDatasets.Known.All.FirstOrDefault(dataset => dataset.Title == Dataset) is { } dataset ? $" (marquee data get {dataset.Name} fetches it)" : string.Empty;

    /// <summary>The seed of a split inside another: what the outer one drew does not come again.</summary>
    /// <param name="seed">Seed of the outer split.</param>
    protected static ulong InnerSeed(ulong seed) => InnerSplit.Seed(seed);

    /// <summary>The folder that holds a file: the one given, or one of the usual names inside it.</summary>
    /// <param name="input">What was given.</param>
    /// <param name="file">A file that tells the folder, relative to it.</param>
    /// <param name="names">Usual names of the folder.</param>
    /// <exception cref="DatasetException">No folder was given, or it does not hold the data.</exception>
    protected string FindFolder(BenchmarkInput input, string file, params string[] names)
    {
        if (input.Folder is not { } folder)
        {
            throw new DatasetException(new DatasetProblem(Name, 0, $"needs the folder of {Dataset}: --data DIR{Source}"));
        }

        return names.Select(name => Path.Combine(folder, name)).Prepend(folder).FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, file)))
            ?? throw new DatasetException(new DatasetProblem(folder, 0, $"does not hold {Dataset}: there is no {file} in it, nor in {string.Join(" or ", names)} inside it"));
    }

    /// <summary>A published row.</summary>
    /// <param name="source">Who published it.</param>
    /// <param name="model">The model's name there.</param>
    /// <param name="variant">The task it belongs to, where the suite has several.</param>
    /// <param name="metrics">Its figures.</param>
    protected static BenchmarkRow PublishedRow(string source, string model, string? variant, params (string Key, double Value)[] metrics) => new()
    {
        Model = model,
        Source = source,
        Variant = variant,
        Published = true,
        Metrics = [.. metrics.Select(metric => KeyValuePair.Create(metric.Key, metric.Value))],
    };
}

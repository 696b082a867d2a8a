using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A published benchmark: data, protocol, the models we run with options fixed beforehand, and the figures that others published.</summary>
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

    /// <summary>The models we run. Their options come from the literature or from validation data, never from the test.</summary>
    public abstract IReadOnlyList<SuiteModel> Models { get; }

    /// <summary>Variants of one model that show what each of its parts brings, the whole model first; empty where the suite has none.</summary>
    public virtual IReadOnlyList<SuiteModel> Ablation => [];

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

    /// <summary>Whether a report compares the best model with the others user by user, by the first of <see cref="Columns"/>.</summary>
    public virtual bool ComparesModels => false;

    /// <summary>What each variant is, in a sentence or two, where its name does not say enough.</summary>
    public virtual IReadOnlyDictionary<string, string> VariantWords => new Dictionary<string, string>();

    /// <summary>The models of some names: those of the suite whose family or label it is, or else a family with its default options.</summary>
    /// <param name="names">The names, each counting once; nothing for all of <see cref="Models"/>.</param>
    /// <exception cref="OptionException">A name is neither a family's nor a label.</exception>
    public IReadOnlyList<SuiteModel> Choose(IReadOnlyList<string>? names)
    {
        return names is null or { Count: 0 } ? Models : [.. names.SelectMany(Named).DistinctBy(model => (model.Name, model.Label))];

        IEnumerable<SuiteModel> Named(string name)
        {
            SuiteModel[] own = [.. Models.Where(model => model.Name == name || model.Label == name)];
            if (own.Length == 0 && !ModelCatalogue.All.Any(family => family.Name == name))
            {
                throw new OptionException(
                    $"There is no model '{name}'; '{Name}' runs {string.Join(", ", Models.Select(model => model.Label ?? model.Name))}, and any other of {string.Join(", ", ModelCatalogue.All.Select(family => family.Name))} with its defaults.");
            }

            return own.DefaultIfEmpty(new SuiteModel(name));
        }
    }

    /// <summary>Runs the suite. A model that refuses the data is named in the report and the others go on.</summary>
    /// <param name="input">Where the data are.</param>
    /// <param name="settings">Seeds, threads, progress.</param>
    /// <param name="models">Names of the models to run, or labels where a family takes part with several options; each once however often it is named; nothing for all of <see cref="Models"/>. A model that the suite does not list runs with its default options.</param>
    /// <exception cref="DatasetException">The data are not there or not as they should be.</exception>
    /// <exception cref="OptionException">There is no such model.</exception>
    public BenchmarkReport Run(BenchmarkInput input, ExperimentSettings settings, IReadOnlyList<string>? models = null)
    {
        var report = Report(input, settings, Choose(models), Published);
        return ComparesModels ? report with { Comparisons = [.. report.CompareBest(Columns[0], settings.Seed)] } : report;
    }

    /// <summary>Runs the variants of <see cref="Ablation"/> as <see cref="Run"/> runs models. The report compares the first with each other one, user by user, by each metric of <see cref="Columns"/>.</summary>
    /// <param name="input">Where the data are.</param>
    /// <param name="settings">Seeds, threads, progress.</param>
    /// <exception cref="DatasetException">The data are not there or not as they should be.</exception>
    /// <exception cref="OptionException">The suite has no variants.</exception>
    public BenchmarkReport RunAblation(BenchmarkInput input, ExperimentSettings settings)
    {
        if (Ablation.Count == 0)
        {
            var others = BenchmarkCatalogue.All.Where(suite => suite.Ablation.Count > 0).Select(suite => $"'{suite.Name}'");
            throw new OptionException($"The benchmark '{Name}' has no ablation; those that have one: {string.Join(", ", others)}.");
        }

        var report = Report(input, settings, Ablation, []);
        var name = Ablation[0].Resolve().Name;
        // Without the whole model, which may have refused the data, there is nothing to compare with.
        var comparisons = from runs in report.Runs.GroupBy(run => run.Variant)
                          from whole in runs.Where(run => run.Name == name)
                          from metric in Columns
                          from comparison in ModelComparison.Compare(whole, [.. runs.Where(run => run != whole)], metric, settings.Seed, isPicked: false)
                          select comparison;
        return report with { Comparisons = [.. comparisons] };
    }

    private BenchmarkReport Report(BenchmarkInput input, ExperimentSettings settings, IReadOnlyList<SuiteModel> chosen, IReadOnlyList<BenchmarkRow> published)
    {
        ModelSetup[] setups = [.. chosen.Select(model => model.Resolve())];
        var refusals = new List<ModelRefusal>();
        var (measured, runs) = Measure(setups, input, settings, refusals);
        return new BenchmarkReport
        {
            Suite = Name,
            Dataset = Describe(input),
            Protocol = Words.ToString(),
            Columns = Columns,
            LowerIsBetter = LowerIsBetter,
            ShowsBars = ShowsBars,
            VariantWords = VariantWords,
            Rows = [.. measured.Concat(published).GroupBy(row => row.Variant).SelectMany(group => group)],
            Runs = runs,
            Refusals = refusals,
        };
    }

    /// <summary>What to call the data in the report.</summary>
    /// <param name="input">Where the data are.</param>
    protected virtual string Describe(BenchmarkInput input) => Dataset;

    /// <summary>Trains and measures.</summary>
    /// <param name="models">The models.</param>
    /// <param name="input">Where the data are.</param>
    /// <param name="settings">Seeds, threads, progress.</param>
    /// <param name="refusals">Where models go that do not take such data.</param>
    /// <returns>A row for each other model and variant, and the runs behind them where they are of lists.</returns>
    private protected abstract (IReadOnlyList<BenchmarkRow> Rows, IReadOnlyList<ModelRun> Runs) Measure(
        IReadOnlyList<ModelSetup> models, BenchmarkInput input, ExperimentSettings settings, ICollection<ModelRefusal> refusals);

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

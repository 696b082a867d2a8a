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

    /// <summary>Figures that others published for the same protocol.</summary>
    public virtual IReadOnlyList<BenchmarkRow> Published => [];

    /// <summary>What is measured.</summary>
    public abstract IReadOnlyList<IRankingMetric> Metrics { get; }

    /// <summary>The metrics to show in a table.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Runs the suite. A model that refuses the data is named in the report and the others go on.</summary>
    /// <param name="input">Where the data are.</param>
    /// <param name="settings">Seeds, threads, progress.</param>
    /// <param name="models">Names of the models to run; nothing for all of <see cref="Models"/>. A model that the suite does not list runs with its default options.</param>
    /// <exception cref="DatasetException">The data are not there or not as they should be.</exception>
    /// <exception cref="OptionException">There is no such model.</exception>
    public BenchmarkReport Run(BenchmarkInput input, ExperimentSettings settings, IReadOnlyList<string>? models = null)
    {
        var chosen = models is null or { Count: 0 }
            ? Models
            : [.. models.SelectMany(name => Models.Where(model => model.Name == name).DefaultIfEmpty(new SuiteModel(name)))];
        ModelSetup[] setups = [.. chosen.Select(model => model.Resolve())];
        var refusals = new List<ModelRefusal>();
        var runs = ExperimentRunner.Run(setups, Prepare(input, [.. settings.AllSeeds(Seeds)]), Metrics, settings, refusals);
        var rows = runs.Select(run => run.ToRow(settings.Seed)).Concat(Published).ToArray();
        return new BenchmarkReport
        {
            Suite = Name,
            Dataset = Describe(input),
            Protocol = Words.ToString(),
            Columns = Columns,
            Rows = [.. rows.GroupBy(row => row.Variant).SelectMany(group => group)],
            Runs = runs,
            Refusals = refusals,
        };
    }

    /// <summary>
    /// The suite's protocol drawn once more inside its training part: what options are chosen on, so that the test decides nothing. Of the part that the suite tests with
    /// with the same seed nothing is learnt, told or asked.
    /// </summary>
    /// <remarks>Where the published protocol names a validation part of its own, it is that one.</remarks>
    /// <param name="input">Where the data are.</param>
    /// <param name="seed">Seed of the suite's split, of the one inside it and of the training.</param>
    /// <param name="variant">The only task wanted; nothing for the suite's first, together with all others on the same training data.</param>
    /// <exception cref="DatasetException">The data are not there or not as they should be.</exception>
    /// <exception cref="OptionException">The suite has no such variant; the message lists those it has.</exception>
    public Experiment Validation(BenchmarkInput input, ulong seed, string? variant = null)
    {
        var experiments = PrepareValidation(input, seed).ToArray();
        var tasks = experiments.SelectMany(experiment => experiment.Tasks).ToArray();
        if (tasks.Any(task => task.Cases.Count == 0))
        {
            throw new DatasetException(new DatasetProblem(input.Folder ?? input.TrainFile ?? Name, 0, $"leaves nobody to ask about when the protocol of {Name} is drawn again inside its training part"));
        }

        if (variant is null)
        {
            return experiments[0];
        }

        return tasks.FirstOrDefault(task => task.Variant == variant) is { } wanted ? new Experiment(seed, wanted) : throw new OptionException(
            $"The benchmark '{Name}' has no variant '{variant}'; "
            + (tasks is [{ Variant: null }] ? "it has one task only, which has no name." : $"its variants are {string.Join(", ", tasks.Select(task => $"'{task.Variant}'"))}."));
    }

    /// <summary>The experiments that <see cref="Run"/> goes through.</summary>
    internal IEnumerable<Experiment> Experiments(BenchmarkInput input, IReadOnlyList<ulong> seeds) => Prepare(input, seeds);

    /// <summary>What to call the data in the report.</summary>
    /// <param name="input">Where the data are.</param>
    protected virtual string Describe(BenchmarkInput input) => Dataset;

    /// <summary>Reads the data and makes the experiments, lazily one after the other.</summary>
    /// <param name="input">Where the data are.</param>
    /// <param name="seeds">The seeds.</param>
    protected abstract IEnumerable<Experiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds);

    /// <summary>Reads the data and makes the experiments of <see cref="Validation"/>, one for each training data that the suite has.</summary>
    /// <param name="input">Where the data are.</param>
    /// <param name="seed">Seed of the suite's split and of the training; that of the split inside is <see cref="InnerSeed"/>.</param>
    protected abstract IEnumerable<Experiment> PrepareValidation(BenchmarkInput input, ulong seed);

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
            throw new DatasetException(new DatasetProblem(Name, 0, $"needs the folder of {Dataset}"));
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

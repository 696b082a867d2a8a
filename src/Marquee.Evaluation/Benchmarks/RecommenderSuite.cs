using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A benchmark of recommenders: models of the catalogue, with options fixed beforehand.</summary>
public abstract class RecommenderSuite : BenchmarkSuite
{
    /// <summary>The models we run. Their options come from the literature or from validation data, never from the test.</summary>
    public abstract IReadOnlyList<SuiteModel> Models { get; }

    /// <summary>Variants of one model that show what each of its parts brings, the whole model first; empty where the suite has none.</summary>
    public virtual IReadOnlyList<SuiteModel> Ablation => [];

    /// <summary>Whether a report compares the best model with the others user by user, by the first of <see cref="BenchmarkSuite.Columns"/>.</summary>
    public virtual bool ComparesModels => false;

    /// <summary>Comparisons named beforehand, by the first of <see cref="BenchmarkSuite.Columns"/>, which a report makes of the models that took part; empty where there are none.</summary>
    public virtual IReadOnlyList<ModelContrast> Contrasts => [];

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

    /// <inheritdoc/>
    public sealed override void CheckModels(IReadOnlyList<string>? names) => Choose(names);

    /// <summary>Runs the suite. A model that refuses the data is named in the report and the others go on.</summary>
    /// <param name="input">Where the data are.</param>
    /// <param name="settings">Seeds, threads, progress.</param>
    /// <param name="models">Names of the models to run, or labels where a family takes part with several options; each once however often it is named; nothing for all of <see cref="Models"/>. A model that the suite does not list runs with its default options.</param>
    /// <exception cref="DatasetException">The data are not there or not as they should be.</exception>
    /// <exception cref="OptionException">There is no such model.</exception>
    public sealed override BenchmarkReport Run(BenchmarkInput input, ExperimentSettings settings, IReadOnlyList<string>? models = null)
    {
        var report = Report(input, settings, Choose(models), Published);
        var named = from runs in report.Runs.GroupBy(run => run.Variant)
                    from contrast in Contrasts
                    from model in runs.Where(run => run.Name == contrast.Model)
                    let others = contrast.Others.SelectMany(other => runs.Where(run => run.Name == other)).ToArray()
                    where others.Length > 0
                    from comparison in ModelComparison.Compare(model, others, Columns[0], settings.Seed, isPicked: false)
                    select comparison;
        return report with { Comparisons = [.. ComparesModels ? report.CompareBest(Columns[0], settings.Seed) : [], .. named] };
    }

    /// <summary>Runs the variants of <see cref="Ablation"/> as <see cref="Run"/> runs models. The report compares the first with each other one, user by user, by each metric of <see cref="BenchmarkSuite.Columns"/>.</summary>
    /// <param name="input">Where the data are.</param>
    /// <param name="settings">Seeds, threads, progress.</param>
    /// <exception cref="DatasetException">The data are not there or not as they should be.</exception>
    /// <exception cref="OptionException">The suite has no variants.</exception>
    public sealed override BenchmarkReport RunAblation(BenchmarkInput input, ExperimentSettings settings)
    {
        if (Ablation.Count == 0)
        {
            return base.RunAblation(input, settings);
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
        return ReportOf(input, measured, published) with { Runs = runs, Refusals = refusals };
    }

    /// <summary>Trains and measures.</summary>
    /// <param name="models">The models.</param>
    /// <param name="input">Where the data are.</param>
    /// <param name="settings">Seeds, threads, progress.</param>
    /// <param name="refusals">Where models go that do not take such data.</param>
    /// <returns>A row for each other model and variant, and the runs behind them where they are of lists.</returns>
    private protected abstract (IReadOnlyList<BenchmarkRow> Rows, IReadOnlyList<ModelRun> Runs) Measure(
        IReadOnlyList<ModelSetup> models, BenchmarkInput input, ExperimentSettings settings, ICollection<ModelRefusal> refusals);
}

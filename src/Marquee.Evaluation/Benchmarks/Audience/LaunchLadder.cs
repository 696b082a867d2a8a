using Marquee.Content;

namespace Marquee.Evaluation;

/// <summary>Estimates of launches with more and more to look at: what each kind of knowledge is worth, whether it helps or not.</summary>
/// <remarks>
/// Tags, summary and graph each come in one of three forms: the terms (TF-IDF and a singular value decomposition), the vectors of <see cref="LaunchVectors"/>, or both; rung by rung the form is taken whose best model errs least on
/// the later launches inside the earlier ones of the first task, for all tasks.
/// </remarks>
internal sealed class LaunchLadder
{
    private const AudienceInputs Tags = AudienceInputs.Metadata | AudienceInputs.Tags;
    private const AudienceInputs Summary = Tags | AudienceInputs.Summary;
    private const AudienceInputs Graph = Summary | AudienceInputs.Graph;

    private static readonly (string Name, AudienceInputs Inputs)[] Rungs =
    [
        ("1 metadata", AudienceInputs.Metadata), ("2 + tags", Tags), ("3 + summary", Summary), ("4 + graph", Graph), ("5 + country", AudienceInputs.All), ("6 + comparables", AudienceInputs.All),
    ];

    private static readonly (string Name, AudienceModelKind Kind)[] Alone =
    [
        ("linear alone", AudienceModelKind.Linear), ("boosted trees alone", AudienceModelKind.Trees), ("network alone", AudienceModelKind.Network),
    ];

    private const string Guess = "0 mean of earlier launches";

    private readonly IReadOnlyList<LaunchTask> _tasks;
    private readonly AudienceOptions _options;
    private readonly ExperimentSettings _settings;
    private readonly Dictionary<(AudienceInputs, int), Answers> _made = [];
    private readonly Dictionary<AudienceInputs, AudienceOptions> _forms = [];

    /// <summary>A ladder on some tasks, whose answers are pooled.</summary>
    public LaunchLadder(IReadOnlyList<LaunchTask> tasks, AudienceOptions options, ExperimentSettings settings)
    {
        (_tasks, _options, _settings) = (tasks, options with { MaxDegreeOfParallelism = settings.MaxDegreeOfParallelism, Seed = settings.Seed }, settings);
    }

    /// <summary>Everything that can be run: a guess, the rungs, and each model alone with everything to look at.</summary>
    public static IReadOnlyList<string> Methods { get; } = [Guess, .. Rungs.Select(rung => rung.Name), .. Alone.Select(one => one.Name)];

    /// <summary>What is measured.</summary>
    public static IReadOnlyList<string> Measured { get; } = ["error", "r2", "gain", "gainlow", "gainhigh", "p", "within80", "large80", "width"];

    /// <summary>What the measures are, for the words of a protocol.</summary>
    public const string Words =
        "mean squared error of the logarithm of 1 and the audience (error), and its part of the variance that is explained (r2); by how much the error is smaller than on the rung before, with its 95% bootstrap interval and the p-value of the sign-flip test (gain, gainlow, gainhigh, p); "
        + "the models alone against rung 5; share of launches within the 80% interval, of all and of the fifth with the largest estimates, and how many times its upper end is its lower one, as a median (within80, large80, width)";

    /// <summary>Runs some methods.</summary>
    /// <param name="methods">Their names.</param>
    /// <param name="variant">The task's name.</param>
    public IEnumerable<BenchmarkRow> Run(IReadOnlyList<string> methods, string? variant)
    {
        AudienceLaunch[] asked = [.. _tasks.SelectMany(task => task.Later)];
        double[] truth = [.. asked.Select(launch => Math.Log(1 + launch.Audience))];
        var mean = truth.Average();
        var variance = truth.Average(value => (value - mean) * (value - mean));
        foreach (var method in methods)
        {
            _settings.CancellationToken.ThrowIfCancellationRequested();
            _settings.Progress?.Report(new ExperimentProgress(method, _settings.Seed, variant, null));
            var began = _settings.Time.GetTimestamp();
            var answers = Answer(method);
            var seconds = _settings.Time.GetElapsedTime(began).TotalSeconds;
            var errors = Errors(asked, truth, answers);
            var metrics = new List<KeyValuePair<string, double>> { new("error", Enumerable.Range(0, truth.Length).Average(row => Square(truth[row] - answers.Logarithms[row]))) };
            metrics.Add(new("r2", 1 - (metrics[0].Value / variance)));
            if (Before(method) is { } before)
            {
                var paired = PairedComparison.Compare(Errors(asked, truth, Answer(before)), errors, _settings.Seed);
                metrics.AddRange([new("gain", paired.Difference), new("gainlow", paired.DifferenceInterval.Low), new("gainhigh", paired.DifferenceInterval.High), new("p", paired.PermutationP)]);
            }

            if (answers.Within is { } within)
            {
                var large = Enumerable.Range(0, within.Length).OrderByDescending(row => answers.Logarithms[row]).Take(Math.Max(1, within.Length / 5));
                metrics.AddRange([new("within80", within.Average(one => one ? 1.0 : 0)), new("large80", large.Average(row => within[row] ? 1.0 : 0)), new("width", answers.Widths!.Order().ElementAt(answers.Widths!.Length / 2))]);
            }

            yield return new BenchmarkRow { Model = method, Variant = variant, Metrics = metrics, TrainSeconds = seconds, Note = answers.Note };
        }
    }

    private static string? Before(string method)
    {
        if (Alone.Any(one => one.Name == method))
        {
            return Rungs[4].Name;
        }

        var rung = Array.FindIndex(Rungs, one => one.Name == method);
        return rung < 0 ? null : rung == 0 ? Guess : Rungs[rung - 1].Name;
    }

    /// <summary>Squared errors item by item: countries of one item err together, and are one observation.</summary>
    private static MetricValues Errors(AudienceLaunch[] asked, double[] truth, Answers answers) => new(
        "error",
        [.. Enumerable.Range(0, truth.Length).GroupBy(row => (asked[row].Item.Id, asked[row].Date)).Select(rows => rows.Average(row => Square(truth[row] - answers.Logarithms[row])))]);

    private static double Square(double value) => value * value;

    private Answers Answer(string method)
    {
        if (method == Guess)
        {
            return new Answers([.. _tasks.SelectMany(task => Enumerable.Repeat(task.Earlier.Average(launch => Math.Log(1 + launch.Audience)), task.Later.Count))]);
        }

        if (Alone.FirstOrDefault(one => one.Name == method) is { Name: not null } alone)
        {
            return Of(AudienceInputs.All, _options with { Models = [alone.Kind], Comparables = 0 }, 2 + (int)alone.Kind).Moved;
        }

        var rung = Rungs.First(one => one.Name == method);
        var whole = rung.Inputs == AudienceInputs.All;
        var (unmoved, moved) = Of(rung.Inputs, whole ? _options : _options with { Comparables = 0 }, 0);
        return whole && method != Rungs[^1].Name ? unmoved : moved;
    }

    private (Answers Base, Answers Moved) Of(AudienceInputs inputs, AudienceOptions options, int key)
    {
        if (!_made.TryGetValue((inputs, key), out var moved))
        {
            var (bases, logarithms, within, widths, notes) = (new List<double>(), new List<double>(), new List<bool>(), new List<double>(), new List<string>());
            foreach (var task in _tasks)
            {
                var forms = FormsOf(inputs);
                var estimator = AudienceTrainer.Train(task.Earlier, options with { Inputs = inputs, Cuts = task.Cuts, Features = forms.Features, Terms = forms.Terms }, _settings.CancellationToken);
                var estimates = estimator.EstimateAll(task.Later);
                bases.AddRange(estimates.Select(one => one.Logarithm - one.Comparables.Sum(comparable => comparable.Contribution)));
                logarithms.AddRange(estimates.Select(one => one.Logarithm));
                within.AddRange(estimates.Zip(task.Later, (one, launch) => launch.Audience >= one.Low && launch.Audience <= one.High));
                widths.AddRange(estimates.Select(one => (1 + one.High) / (1 + one.Low)));
                notes.Add(estimator.Validation.Chosen.ToString().ToLowerInvariant() + Told(inputs, forms));
            }

            var note = "measured, " + string.Join("; ", notes.Distinct());
            _made[(inputs, key)] = moved = new Answers([.. logarithms], [.. within], [.. widths], note);
            _made[(inputs, -1 - key)] = new Answers([.. bases]) { Note = note };
        }

        return (_made[(inputs, -1 - key)], moved);
    }

    /// <summary>In which forms tags, summaries and facts are told: those of the rung before, and the best of what is told for the first time.</summary>
    private AudienceOptions FormsOf(AudienceInputs inputs)
    {
        inputs &= ~AudienceInputs.Country;
        if (_forms.TryGetValue(inputs, out var known))
        {
            return known;
        }

        var added = LaunchVectors.Features.Values.Where(input => inputs.HasFlag(input)).DefaultIfEmpty().Max();
        if (added == default)
        {
            return _forms[inputs] = _options with { Features = new Dictionary<string, AudienceInputs>(), Terms = default };
        }

        var before = FormsOf(inputs & (added - 1));
        var vectors = LaunchVectors.Features.Single(feature => feature.Value == added);
        var task = _tasks[0];
        var has = task.Earlier.Any(launch => launch.Item.Features.TryGet(vectors.Key, out _));
        var both = before with { Terms = before.Terms | added, Features = new Dictionary<string, AudienceInputs>(before.Features) { [vectors.Key] = added } };
        AudienceOptions[] tried = has ? [both with { Features = before.Features }, both with { Terms = before.Terms }, both] : [both with { Features = before.Features }];
        return _forms[inputs] = tried.Length == 1 ? tried[0] : tried.MinBy(form =>
            AudienceTrainer.Validate(task.Earlier, form with { Inputs = inputs, Cuts = task.Cuts }, _settings.CancellationToken).Values.Min())!;
    }

    private static string Told(AudienceInputs inputs, AudienceOptions forms) => string.Concat(LaunchVectors.Features.Where(feature => inputs.HasFlag(feature.Value)).Select(feature =>
        $", {feature.Value.ToString().ToLowerInvariant()} by {(forms.Terms.HasFlag(feature.Value), forms.Features.ContainsKey(feature.Key)) switch { (true, true) => "both", (true, false) => "terms", _ => "vectors" }}"));

    private sealed record Answers(double[] Logarithms, bool[]? Within = null, double[]? Widths = null, string? Note = null);
}

namespace Marquee.Content;

/// <summary>Learns to estimate audiences from launches whose audience is known.</summary>
/// <remarks>
/// <para>The base of an estimate is the one of three models (ridge regression, boosted trees, a network of one hidden layer; squared error of <c>ln(1 + audience)</c>) that erred least on launches later than
/// those it was trained on. Comparables then move it: earlier launches pull by a power of their likeness, by how far they lay above what the model expects of them without having seen them. Power and reluctance are chosen on the same
/// later launches, and infinite reluctance, no comparables at all, is among what is tried; so is how fast the model's expectations are moved after the latest launches, when all of them lie above or below. Of what errs within a hundredth of the least, what leans most on comparables is taken.</para>
/// <para>The interval is that of split conformal prediction (Vovk et al. 2005; Lei et al. 2018), lower and upper end apart, by how large the estimate is, with the errors of the rolling validation as calibration: it holds its level as far as launches to
/// come err as the latest ones did.</para>
/// <para>O(parts of the validation x models x launches x features).</para>
/// </remarks>
public static class AudienceTrainer
{
    /// <summary>Fewest launches to learn from.</summary>
    public const int LeastLaunches = 40;

    private const double Slack = 1.01;

    /// <summary>Trains.</summary>
    /// <param name="launches">Launches with their audiences, in any order.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops between models.</param>
    /// <exception cref="ArgumentException">There are fewer launches than <see cref="LeastLaunches"/>, an audience is negative or no number, or no cut leaves launches on both sides.</exception>
    public static AudienceEstimator Train(IReadOnlyList<AudienceLaunch> launches, AudienceOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (ordered, windows, own) = Prepare(launches, options);
        options = own;
        var (kind, errors) = Choose(windows, options, cancellationToken);
        AudienceLaunch[] later = [.. windows.SelectMany(window => window.Later)];
        double[] bases = [.. windows.SelectMany(window => window.Expected[kind])];
        double[] truth = [.. later.Select(launch => Math.Log(1 + launch.Audience))];
        var surprises = windows.SelectMany(window => Surprises(window, kind, options, cancellationToken)).ToArray();
        var tried = ComparablePull.All.Select(pull => (Pull: pull, Error: Error(pull))).ToArray();
        var least = tried.Min(one => one.Error);
        // What a person can look at and take out is worth a hundredth of the error.
        var pull = tried.Where(one => one.Error <= Slack * least).OrderBy(one => one.Pull.Reluctance).ThenBy(one => one.Error).First().Pull;
        double[] estimates = [.. bases.Select((value, at) => value + pull.Shift(surprises[at].Near, surprises[at].Drifts[pull.HalfLife]))];
        var mean = truth.Average();
        var validation = new AudienceValidation(later.Length, errors, kind, Error(pull), truth.Average(value => (value - mean) * (value - mean)));

        var learned = new LaunchModel(ordered, options);
        return new AudienceEstimator(
            learned,
            learned.Train(kind, cancellationToken),
            new LaunchEvidence(learned, learned.ExpectUnseen(kind, cancellationToken), options.Inputs),
            pull,
            options,
            ConformalBands.Of(truth, estimates, options.Level),
            new SumErrors(later, estimates),
            validation);

        double Error(ComparablePull one) => truth.Select((value, at) => Math.Pow(value - bases[at] - one.Shift(surprises[at].Near, surprises[at].Drifts[one.HalfLife]), 2)).Average();
    }

    /// <summary>What each model errs on later launches than it was trained on (mean squared error of <c>ln(1 + audience)</c>, comparables aside): for choosing options without training an estimator.</summary>
    /// <param name="launches">Launches with their audiences, in any order.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops between models.</param>
    /// <exception cref="ArgumentException">As for <see cref="Train"/>.</exception>
    public static IReadOnlyDictionary<AudienceModelKind, double> Validate(IReadOnlyList<AudienceLaunch> launches, AudienceOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (_, windows, own) = Prepare(launches, options);
        return Choose(windows, own, cancellationToken).Errors;
    }

    private static (AudienceLaunch[] Ordered, Window[] Windows, AudienceOptions Options) Prepare(IReadOnlyList<AudienceLaunch> launches, AudienceOptions? options)
    {
        ArgumentNullException.ThrowIfNull(launches);
        options ??= new AudienceOptions();
        if (launches.Count < LeastLaunches)
        {
            throw new ArgumentException($"There are {launches.Count} launches to learn from; an estimate needs at least {LeastLaunches}.", nameof(launches));
        }

        if (launches.FirstOrDefault(launch => !(launch.Audience >= 0 && double.IsFinite(launch.Audience))) is { } wrong)
        {
            throw new ArgumentException($"The audience of '{wrong.Item.Id}' is {wrong.Audience}; it must be a number from 0 on.", nameof(launches));
        }

        AudienceLaunch[] ordered = [.. launches.OrderBy(launch => launch.Date).ThenBy(launch => launch.Item.Id, StringComparer.Ordinal).ThenBy(launch => launch.Country, StringComparer.Ordinal)];
        var windows = Windows(ordered, options).ToArray();
        if (windows.Length == 0)
        {
            throw new ArgumentException("All launches are of the same time; to learn how far estimates can be trusted, some must be later than others.", nameof(launches));
        }

        return (ordered, windows, options);
    }

    /// <summary>Launches cut into a part to learn from and the part that follows, several times.</summary>
    private static IEnumerable<Window> Windows(AudienceLaunch[] ordered, AudienceOptions options)
    {
        DateOnly[] cuts = options.Cuts.Count > 0
            ? [.. options.Cuts.Order()]
            : [.. new[] { 0.7, 0.8, 0.9 }.Select(share => ordered[(int)(share * ordered.Length)].Date).Distinct()];
        for (var cut = 0; cut < cuts.Length; cut++)
        {
            var end = cut + 1 < cuts.Length ? cuts[cut + 1] : DateOnly.MaxValue;
            AudienceLaunch[] earlier = [.. ordered.Where(launch => launch.Date.AddDays(options.DaysUntilKnown) < cuts[cut])];
            AudienceLaunch[] later = [.. ordered.Where(launch => launch.Date >= cuts[cut] && launch.Date < end)];
            if (earlier.Length >= LeastLaunches / 2 && later.Length > 0)
            {
                yield return new Window(new LaunchModel(earlier, options), later);
            }
        }
    }

    private static (AudienceModelKind Kind, Dictionary<AudienceModelKind, double> Errors) Choose(Window[] windows, AudienceOptions options, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<AudienceModelKind, double>();
        foreach (var kind in options.Models.Distinct())
        {
            var (sum, count) = (0.0, 0);
            foreach (var window in windows)
            {
                var model = window.Learned.Train(kind, cancellationToken);
                var table = window.Learned.Encoder.Encode(window.Later);
                var expected = window.Expected[kind] = [.. Enumerable.Range(0, table.Rows).Select(row => model.Predict(table.Row(row)))];
                sum += expected.Select((value, row) => Math.Pow(value - Math.Log(1 + window.Later[row].Audience), 2)).Sum();
                count += expected.Length;
            }

            errors[kind] = sum / count;
        }

        return (errors.MinBy(entry => entry.Value).Key, errors);
    }

    private static IEnumerable<((float Similarity, double Surprise)[] Near, Dictionary<double, double> Drifts)> Surprises(Window window, AudienceModelKind kind, AudienceOptions options, CancellationToken cancellationToken)
    {
        var evidence = new LaunchEvidence(window.Learned, window.Learned.ExpectUnseen(kind, cancellationToken), options.Inputs);
        var drifts = ComparablePull.HalfLives.ToDictionary(halfLife => halfLife, evidence.Drift);
        return window.Later.Select(launch => (evidence.Find(launch.Item, launch.Country, launch.Date, options.Comparables).Select(found => (found.Similarity, evidence.Surprise(found.Row))).ToArray(), drifts));
    }

    private sealed record Window(LaunchModel Learned, AudienceLaunch[] Later)
    {
        public Dictionary<AudienceModelKind, double[]> Expected { get; } = [];
    }
}

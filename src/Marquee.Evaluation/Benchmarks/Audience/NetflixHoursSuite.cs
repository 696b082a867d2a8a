using Marquee.Content;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Evaluation;

/// <summary>Hours in Netflix's weekly top ten of the world altogether, from the first two weeks: the one published protocol there is.</summary>
/// <remarks>
/// Easier than it looks: the first two weeks are part of what is asked for, and the filter leaves out the hits. What is learned is what comes behind the two weeks; a third of the launches are never seen again.
/// Options and the power of the scale were chosen by the mean over the validation parts of the twenty splits; how much each model counts, on the validation part of each split.
/// </remarks>
public sealed class NetflixHoursSuite : ContentSuite
{
    private const string Then = "until 27 August 2023";
    private const string Whole = "whole file";
    private const string Linear = "linear on logs";
    private const string Forest = "random forest";
    private const string Trees = "boosted trees";
    private const string Network = "network";
    private const string Mean = "mean of linear and trees and network";
    private const string MoreTrees = "boosted trees told more";
    private const string MoreWeighed = "weighed mean told more";
    private const string MoreAgain = "weighed mean told more from 80%";

    private static readonly DateOnly Published2023 = new(2023, 8, 27);

    private static readonly BoostingOptions OneTree = new() { Trees = 200, MaximumLeaves = 200, MinimumRows = 4, RowFraction = 0.6, FeatureFraction = 0.8 };
    private static readonly BoostingOptions Boosting = new() { Trees = 250, LearningRate = 0.03, MaximumLeaves = 6, MinimumRows = 20, RowFraction = 0.5, FeatureFraction = 0.7 };
    private static readonly BoostingOptions MoreBoosting = Boosting with { Trees = 700, MaximumLeaves = 4, FeatureFraction = 0.5 };
    private static readonly AudienceNetworkOptions OneLayer = new() { Hidden = 16, Epochs = 60, Dropout = 0, Members = 2 };

    /// <inheritdoc/>
    public override string Name => "netflix-hours";

    /// <inheritdoc/>
    public override string Summary => "Netflix weekly top tens of the world, hours altogether from the first two weeks (R2), random 60/20/20";

    /// <inheritdoc/>
    public override string Dataset => "Netflix top tens and engagement";

    /// <inheritdoc/>
    public override int Seeds => 20;

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "random: 60% of the seasons and films train, 20% validate, 20% test; options were chosen on the validation parts",
        "nothing is ranked: hours in the weekly top ten of the world altogether are estimated from hours and ranks of the first two weeks and the list; models that are told more also know the running time, the day of the premiere on Netflix, the weeks between the two listings and how many weeks of lists are left",
        "seasons and films whose hours lie within one and a half interquartile ranges of the quartiles",
        "R2 of hours over the test part (r2) and its standard deviation from split to split (spread), root of the mean squared error in million hours (rmse), R2 of the logarithm of hours (r2log), then the mean over seeds");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Methods { get; } = [Linear, Forest, Trees, Network, Mean, MoreTrees, MoreWeighed, MoreAgain];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Measured { get; } = ["r2", "spread", "rmse", "r2log"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => Measured;

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published =>
    [
        PublishedRow("one split, 1,423 seasons and films", "random forest", Then, ("r2", 0.883), ("rmse", 7.15)),
        PublishedRow("one split, 1,423 seasons and films", "linear, log scale", Then, ("r2log", 0.858)),
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> VariantWords { get; } = new Dictionary<string, string>
    {
        [Then] = "Lists from July 2021 to 27 August 2023, after which 1,421 seasons and films are left; the published figures are of 1,423.",
        [Whole] = "The same with all weeks there are.",
    };

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkRow> Measure(IReadOnlyList<string> methods, BenchmarkInput input, ExperimentSettings settings)
    {
        var weeks = NetflixFiles.ReadWeeks(Path.Combine(FindFolder(input, NetflixFiles.GlobalWeeks, "netflix"), NetflixFiles.GlobalWeeks), ReadContext.Strict);
        var told = NetflixFiles.ReadEngagement(Path.Combine(FindFolder(input, NetflixFiles.Engagement, "netflix"), NetflixFiles.Engagement), ReadContext.Strict);
        return [.. Rows(Then, Published2023), .. Rows(Whole, DateOnly.MaxValue)];

        IEnumerable<BenchmarkRow> Rows(string variant, DateOnly last)
        {
            var (launches, more) = (NetflixHours.Of(weeks, last), NetflixHours.Of(weeks, last, told));
            var figures = methods.ToDictionary(method => method, _ => new List<(double R2, double Rmse, double R2Log, double Seconds)>());
            foreach (var seed in settings.AllSeeds(Seeds))
            {
                var order = Enumerable.Range(0, launches.Hours.Length).ToArray();
                new SplittableRandom(seed).Split("netflix-hours").Shuffle<int>(order);
                var (train, validation, test) = (order[..(order.Length * 6 / 10)], order[(order.Length * 6 / 10)..(order.Length * 8 / 10)], order[(order.Length * 8 / 10)..]);
                var split = new Split(launches, more, train, validation, test, seed);
                foreach (var method in methods)
                {
                    settings.CancellationToken.ThrowIfCancellationRequested();
                    settings.Progress?.Report(new ExperimentProgress(method, seed, variant, null));
                    var began = settings.Time.GetTimestamp();
                    var estimates = split.Estimate(method);
                    figures[method].Add(Judge([.. test.Select(launch => launches.Hours[launch])], estimates, settings.Time.GetElapsedTime(began).TotalSeconds));
                }
            }

            return methods.Select(method => new BenchmarkRow
            {
                Model = method,
                Variant = variant,
                Metrics =
                [
                    new("r2", figures[method].Average(one => one.R2)),
                    new("spread", Deviation([.. figures[method].Select(one => one.R2)])),
                    new("rmse", figures[method].Average(one => one.Rmse)),
                    new("r2log", figures[method].Average(one => one.R2Log)),
                ],
                TrainSeconds = figures[method].Average(one => one.Seconds),
                Seeds = figures[method].Count,
            });
        }
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1));
    }

    private static (double R2, double Rmse, double R2Log, double Seconds) Judge(double[] truth, double[] estimates, double seconds)
    {
        var error = truth.Zip(estimates, (one, other) => (one - other) * (one - other)).Average();
        return (Share(truth, estimates), Math.Sqrt(error), Share(Array.ConvertAll(truth, Math.Log), Array.ConvertAll(estimates, Math.Log)), seconds);

        static double Share(double[] truth, double[] estimates)
        {
            var mean = truth.Average();
            return 1 - (truth.Zip(estimates, (one, other) => (one - other) * (one - other)).Sum() / truth.Sum(one => (one - mean) * (one - mean)));
        }
    }

    /// <summary>One split, and what was learned on it.</summary>
    private sealed class Split(NetflixHours launches, NetflixHours more, int[] train, int[] validation, int[] test, ulong seed)
    {
        private static readonly string[] Parts = [Linear, Trees, Network];

        private readonly Dictionary<(string Part, bool More, bool Again), (double[] Validation, double[] Test)> _made = [];

        public double[] Estimate(string method) => method switch
        {
            Mean => Average([1.0 / 3, 1.0 / 3, 1.0 / 3], part => Made(part, false, false).Test, test),
            MoreTrees => Made(Trees, true, false).Test,
            MoreWeighed => Average(Weights(), part => Made(part, true, false).Test, test),
            MoreAgain => Average(Weights(), part => Made(part, true, true).Test, test),
            _ => Made(method, false, false).Test,
        };

        /// <summary>How much each model counts: the tenths that err least on the validation part.</summary>
        private double[] Weights()
        {
            var tried =
                from linear in Enumerable.Range(0, 11)
                from trees in Enumerable.Range(0, 11 - linear)
                select (double[])[linear / 10.0, trees / 10.0, (10 - linear - trees) / 10.0];
            double[] truth = [.. validation.Select(launch => launches.Hours[launch])];
            return tried.MinBy(weights => Average(weights, part => Made(part, true, false).Validation, validation).Zip(truth, (one, other) => (one - other) * (one - other)).Sum())!;
        }

        private static double[] Average(double[] weights, Func<string, double[]> estimates, int[] rows) =>
            [.. rows.Select((_, at) => Parts.Select((part, index) => weights[index] * estimates(part)[at]).Sum())];

        private (double[] Validation, double[] Test) Made(string part, bool withMore, bool again)
        {
            if (_made.TryGetValue((part, withMore, again), out var known))
            {
                return known;
            }

            var told = withMore ? more : launches;
            var (features, power) = part is Linear or Network ? (told.LogFeatures, 0.5) : (told.Features, withMore ? 0.25 : 0);
            int[] learned = again ? [.. train, .. validation] : train;
            // What comes behind the two weeks, scaled so that large launches do not speak louder than all small ones together; trees do best with little of that or none.
            float[] targets = [.. learned.Select(launch => (float)((launches.Hours[launch] - launches.Known[launch]) / Math.Pow(launches.Known[launch], power)))];
            var table = Take(features, learned);
            IAudienceModel model = part switch
            {
                Linear => LinearAudienceModel.Train(table, targets),
                Forest => TreeAudienceModel.Forest(table, targets, OneTree with { Seed = seed }),
                Trees => TreeAudienceModel.Boost(table, targets, (withMore ? MoreBoosting : Boosting) with { Seed = seed }),
                _ => NetworkAudienceModel.Train(table, targets, (withMore ? OneLayer with { Members = 4 } : OneLayer) with { Seed = seed }),
            };
            return _made[(part, withMore, again)] = (Ask(validation), Ask(test));

            double[] Ask(int[] rows) => [.. rows.Select(launch => launches.Known[launch] + Math.Max(0, model.Predict(features.Row(launch)) * Math.Pow(launches.Known[launch], power)))];
        }

        private static DenseMatrix Take(DenseMatrix table, int[] rows)
        {
            var taken = new DenseMatrix(rows.Length, table.Columns);
            for (var row = 0; row < rows.Length; row++)
            {
                table.Row(rows[row]).CopyTo(taken.Row(row));
            }

            return taken;
        }
    }
}

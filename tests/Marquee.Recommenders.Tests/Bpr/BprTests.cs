using Marquee.Data;
using Marquee.Numerics;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class BprTests
{
    [Theory]
    [InlineData(3, 2)]
    [InlineData(20, 1)]
    public void Learns_as_in_plain_loops(int factors, int negatives)
    {
        // Each user met all items but one, so that there is no chance in what they are compared with.
        const int items = 4;
        int[] missing = [3, 1, 3, 0, 2];
        var snapshot = SampleSnapshots.FromPairs(5, items, from user in Enumerable.Range(0, 5) from item in Enumerable.Range(0, items) where item != missing[user] select (user, item));
        var options = new BprOptions { Factors = factors, Negatives = negatives, Epochs = 3, LearningRate = .1f, Regularization = .2f, ProfileExponent = .7, InitialDeviation = 1 };

        var model = BprTrainer.Train(snapshot, options, new TrainingContext { Seed = 9 });

        var expected = new PlainBpr(items, options, 9);
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            expected.Learn(missing);
        }

        var scores = new float[items];
        foreach (var history in new int[][] { [], [2], [0, 1, 3] })
        {
            model.Score(new History(history), scores);
            for (var item = 0; item < items; item++)
            {
                scores[item].ShouldBe((float)expected.Score(history, item), 1e-4f);
            }
        }
    }

    [Theory]
    [InlineData(BprSampling.Uniform)]
    [InlineData(BprSampling.Adaptive)]
    public void Draws_nothing_that_the_user_met(BprSampling sampling)
    {
        var (sampler, targets) = Sampler(sampling, items: 50, share: .3);
        var met = Enumerable.Range(0, 50).Select(item => item % 10 != 3).ToArray();
        var random = new SplittableRandom(1);
        float[] profile = [1, -1];
        var cumulative = new float[2];
        sampler.Weigh(profile, cumulative);
        var drawn = Enumerable.Range(0, 500).Select(_ => sampler.Draw(random, profile, cumulative, met)).ToHashSet();
        drawn.Order().ShouldBe([3, 13, 23, 33, 43]);
        targets.Rows.ShouldBe(50);
    }

    [Fact]
    public void Draws_adaptively_what_the_user_likes_by_the_factor_that_matters_to_them()
    {
        const int items = 1000;
        var (sampler, targets) = Sampler(BprSampling.Adaptive, items, share: .05);
        var places = Enumerable.Range(0, items).OrderByDescending(item => targets[item, 1]).Select((item, place) => (item, place)).ToDictionary(pair => pair.item, pair => pair.place);
        foreach (var sign in new[] { 1f, -1f })
        {
            float[] profile = [0, sign];
            var cumulative = new float[2];
            sampler.Weigh(profile, cumulative);
            var random = new SplittableRandom(2);
            var mean = Enumerable.Range(0, 4000).Average(_ => places[sampler.Draw(random, profile, cumulative, new bool[items])]);
            // A geometric distribution with mean 50 - 0.5, from the best item on or from the worst.
            (sign > 0 ? mean : items - 1 - mean).ShouldBeInRange(46, 53);
        }
    }

    [Fact]
    public void A_user_without_preference_teaches_nothing()
    {
        // One item, or all of them.
        var snapshot = SampleSnapshots.FromPairs(3, 3, [(0, 0), (1, 0), (1, 1), (1, 2)]);
        var options = new BprOptions { Factors = 2 };
        var (one, ten) = (Scores(1), Scores(10));
        ten.ShouldBe(one);
        Scores(1, new History(Array.Empty<int>())).ShouldBe([0, 0, 0]);

        float[] Scores(int epochs, History? history = null)
        {
            var scores = new float[3];
            BprTrainer.Train(snapshot, options with { Epochs = epochs }, new TrainingContext()).Score(history ?? new History(new[] { 0, 2 }), scores);
            return scores;
        }
    }

    private static (NegativeSampler Sampler, DenseMatrix Targets) Sampler(BprSampling sampling, int items, double share)
    {
        var targets = new LearnedFactors(items, 2);
        targets.Randomize(new SplittableRandom(5), 1);
        var sampler = new NegativeSampler(new BprOptions { Factors = 2, Sampling = sampling, AdaptiveShare = share }, items);
        sampler.Refresh(targets, new TrainingContext());
        return (sampler, targets.ToMatrix());
    }

    /// <summary>The same in double precision, for users who met all items but one and fit in one batch.</summary>
    private sealed class PlainBpr
    {
        private readonly BprOptions _options;
        private readonly Learned[,] _sources;
        private readonly Learned[,] _targets;
        private readonly Learned[] _biases;

        public PlainBpr(int items, BprOptions options, ulong seed)
        {
            _options = options;
            var random = new SplittableRandom(seed);
            _sources = Start(random.Split("sources"));
            _targets = Start(random.Split("targets"));
            _biases = [.. Enumerable.Range(0, items).Select(_ => new Learned(0))];

            Learned[,] Start(SplittableRandom chance)
            {
                var factors = new LearnedFactors(items, options.Factors);
                factors.Randomize(chance, options.InitialDeviation / Math.Sqrt(options.Factors));
                var learned = new Learned[items, options.Factors];
                for (var item = 0; item < items; item++)
                {
                    for (var factor = 0; factor < options.Factors; factor++)
                    {
                        learned[item, factor] = new Learned(factors.ToMatrix()[item, factor]);
                    }
                }

                return learned;
            }
        }

        public double Score(IEnumerable<int> history, int item, int without = -1)
        {
            var items = history.Where(other => other != without).ToArray();
            return _biases[item].Value + items.Sum(other => Enumerable.Range(0, _options.Factors).Sum(factor => _sources[other, factor].Value * _targets[item, factor].Value))
                * Math.Pow(Math.Max(1, items.Length), -_options.ProfileExponent);
        }

        public void Learn(int[] missing)
        {
            var all = Enumerable.Range(0, _biases.Length).ToArray();
            foreach (var loser in missing)
            {
                var history = all.Where(item => item != loser).ToArray();
                for (var factor = 0; factor < _options.Factors; factor++)
                {
                    foreach (var item in history)
                    {
                        _sources[item, factor].Uses++;
                    }
                }

                foreach (var winner in history.SelectMany(item => Enumerable.Repeat(item, _options.Negatives)))
                {
                    var strength = 1 / (1 + Math.Exp(Score(history, winner, winner) - Score(history, loser, winner)));
                    var scale = Math.Pow(history.Length - 1, -_options.ProfileExponent) * strength;
                    _biases[winner].Gradient += strength;
                    _biases[loser].Gradient -= strength;
                    for (var factor = 0; factor < _options.Factors; factor++)
                    {
                        foreach (var source in history.Where(item => item != winner))
                        {
                            _targets[winner, factor].Gradient += scale * _sources[source, factor].Value;
                            _targets[loser, factor].Gradient -= scale * _sources[source, factor].Value;
                            _sources[source, factor].Gradient += scale * (_targets[winner, factor].Value - _targets[loser, factor].Value);
                        }

                        _targets[winner, factor].Uses++;
                        _targets[loser, factor].Uses++;
                    }
                }
            }

            foreach (var number in _sources.Cast<Learned>().Concat(_targets.Cast<Learned>()))
            {
                number.Step(_options.LearningRate, _options.Regularization);
            }

            foreach (var bias in _biases)
            {
                bias.Step(_options.LearningRate, 0);
            }
        }

        private sealed class Learned(double value)
        {
            private double _squares;

            public double Value { get; private set; } = value;

            public double Gradient { get; set; }

            public int Uses { get; set; }

            public void Step(double learningRate, double regularization)
            {
                var slope = Gradient - regularization * Uses * Value;
                _squares += slope * slope;
                Value += slope == 0 ? 0 : learningRate * slope / Math.Sqrt(_squares);
                (Gradient, Uses) = (0, 0);
            }
        }
    }
}

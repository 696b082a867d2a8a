using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Learns how vectors of a class spread around the mean of a few of them, by a Wasserstein generative adversarial network with gradient penalty.</summary>
/// <remarks>
/// <para>
/// Generator and critic are told the mean of a few <em>other</em> vectors of the class (as many as a rare class may have): so they learn on classes with enough examples what can be done for those with few. The classes are drawn evenly, however
/// frequent they are.
/// </para>
/// <para>
/// Source: Gulrajani, Ahmed, Arjovsky, Dumoulin and Courville, Improved Training of Wasserstein GANs, 2017; that it is told a prototype rather than the class is ours. The derivative of the penalty is exact (a critic with softplus). Whether made
/// vectors help is to be measured: see docs/media.md. One thread, since each step follows from the last; O(steps * (3 * critic steps + 2) * batch * hidden * (features + hidden)).
/// </para>
/// </remarks>
public static class FeatureGeneratorTrainer
{
    private const int FewestExamples = 3;

    /// <summary>Trains.</summary>
    /// <param name="vectors">Feature vectors, <c>examples x features</c>.</param>
    /// <param name="labels">Their labels; those that at least three examples have are learned from.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <exception cref="ArgumentException">The numbers of examples differ, or no label has three of them.</exception>
    public static FeatureGenerator Train(DenseMatrix vectors, LabelSets labels, FeatureGeneratorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (vectors.Rows != labels.Count)
        {
            throw new ArgumentException($"There are {vectors.Rows} vectors and the labels of {labels.Count}.", nameof(labels));
        }

        var classes = Enumerable.Range(0, labels.LabelCount).Select(_ => new List<int>()).ToArray();
        for (var example = 0; example < labels.Count; example++)
        {
            foreach (var label in labels.Of(example))
            {
                classes[label].Add(example);
            }
        }

        int[][] known = [.. classes.Where(members => members.Count >= FewestExamples).Select(members => members.ToArray())];
        return known.Length == 0
            ? throw new ArgumentException($"How a class spreads is learned from at least {FewestExamples} examples; no label has so many.", nameof(labels))
            : new Training(vectors, known, options).Run(cancellationToken);
    }

    /// <summary>Writes the scaled mean of a few examples of a class, drawn by chance, leaving one out.</summary>
    /// <param name="vectors">All vectors.</param>
    /// <param name="members">The rows of the class; reordered.</param>
    /// <param name="leftOut">The row that is left out; -1 for none.</param>
    /// <param name="most">Most examples of the mean.</param>
    /// <param name="scale">What numbers are multiplied by.</param>
    /// <param name="target">Receives the mean.</param>
    /// <param name="random">Chance of the draw.</param>
    internal static void WriteMean(DenseMatrix vectors, int[] members, int leftOut, int most, float scale, Span<float> target, SplittableRandom random)
    {
        var count = Math.Min(most, members.Length - (leftOut >= 0 ? 1 : 0));
        target.Clear();
        for (var (taken, place) = (0, 0); taken < count; place++)
        {
            var other = place + random.Next(members.Length - place);
            (members[place], members[other]) = (members[other], members[place]);
            if (members[place] == leftOut)
            {
                continue;
            }

            taken++;
            var row = vectors.Row(members[place]);
            for (var column = 0; column < target.Length; column++)
            {
                target[column] += row[column] * scale / count;
            }
        }
    }

    /// <summary>One training.</summary>
    private sealed class Training
    {
        private readonly DenseMatrix _vectors;
        private readonly int[][] _classes;
        private readonly FeatureGeneratorOptions _options;
        private readonly SplittableRandom _random;
        private readonly ParameterSet _ofGenerator;
        private readonly Generator _generator;
        private readonly Critic _critic;
        private readonly Tape _generatorTape;
        private readonly Tape _criticTape;
        private readonly float _scale;

        public Training(DenseMatrix vectors, int[][] classes, FeatureGeneratorOptions options)
        {
            (_vectors, _options, _random) = (vectors, options, new SplittableRandom(options.Seed).Split("feature-generator"));
            _classes = [.. classes.Select(members => (int[])members.Clone())];
            _ofGenerator = new ParameterSet(_random.Split("generator"));
            var ofCritic = new ParameterSet(_random.Split("critic"));
            _generator = new Generator(_ofGenerator, vectors.Columns, options.Noise, options.Hidden);
            _critic = new Critic(ofCritic, vectors.Columns, options.Hidden);
            (_generatorTape, _criticTape) = (new Tape(_ofGenerator), new Tape(ofCritic));
            var squares = 0.0;
            foreach (var number in vectors.Span)
            {
                squares += (double)number * number;
            }

            // Numbers of the order of one, whatever the features are counted in.
            _scale = squares == 0 ? 1 : (float)Math.Sqrt(vectors.Span.Length / squares);
        }

        public FeatureGenerator Run(CancellationToken cancellationToken)
        {
            var (forGenerator, forCritic) = (NewOptimizer(), NewOptimizer());
            var batch = new DenseMatrix(_options.BatchSize, _vectors.Columns);
            var conditions = new DenseMatrix(_options.BatchSize, _vectors.Columns);
            for (var step = 0; step < _options.Steps; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var rate = 1 - ((double)step / _options.Steps);
                for (var critic = 0; critic < _options.CriticSteps; critic++)
                {
                    Draw(batch, conditions);
                    ImproveCritic(batch, conditions, forCritic, rate);
                }

                Draw(batch, conditions);
                ImproveGenerator(conditions, forGenerator, rate);
            }

            return new FeatureGenerator(_ofGenerator, _generator, _options, _vectors.Columns, _scale);
        }

        private Adam NewOptimizer() => new() { LearningRate = _options.LearningRate, FirstDecay = 0, SecondDecay = 0.9 };

        /// <summary>Draws vectors, and beside each the mean of others of one of its classes.</summary>
        private void Draw(DenseMatrix batch, DenseMatrix conditions)
        {
            for (var row = 0; row < batch.Rows; row++)
            {
                var members = _classes[_random.Next(_classes.Length)];
                var example = members[_random.Next(members.Length)];
                var source = _vectors.Row(example);
                var target = batch.Row(row);
                for (var column = 0; column < source.Length; column++)
                {
                    target[column] = source[column] * _scale;
                }

                WriteMean(_vectors, members, example, _options.Shots, _scale, conditions.Row(row), _random);
            }
        }

        private Tensor Make(DenseMatrix conditions, bool recording)
        {
            _generatorTape.Reset(recording);
            var noise = _generatorTape.Input(new TensorShape(conditions.Rows, _options.Noise));
            foreach (ref var number in noise.Values)
            {
                number = (float)_random.NextGaussian();
            }

            return _generator.Make(_generatorTape, noise, Input(_generatorTape, conditions.Span));
        }

        private void ImproveCritic(DenseMatrix real, DenseMatrix conditions, Adam optimizer, double rate)
        {
            var made = Make(conditions, recording: false);
            _criticTape.Reset(recording: true, training: true);
            var (ofReal, ofMade) = (Input(_criticTape, real.Span), Input(_criticTape, made.Values));
            var between = _criticTape.Input(ofReal.Shape);
            for (var row = 0; row < real.Rows; row++)
            {
                var share = _random.NextSingle();
                for (var place = row * real.Columns; place < (row + 1) * real.Columns; place++)
                {
                    between.Values[place] = (share * ofReal.Values[place]) + ((1 - share) * ofMade.Values[place]);
                }
            }

            _criticTape.Backward(_critic.Loss(_criticTape, ofReal, ofMade, between, Input(_criticTape, conditions.Span), (float)_options.Penalty));
            optimizer.Step(_criticTape.Gradients, rate);
        }

        private void ImproveGenerator(DenseMatrix conditions, Adam optimizer, double rate)
        {
            var made = Make(conditions, recording: true);

            // The critic's own derivative by the vectors is all that the generator needs to know of it.
            _criticTape.Reset(recording: false);
            var gradient = _critic.Judge(_criticTape, Input(_criticTape, made.Values), Input(_criticTape, conditions.Span)).Gradient;
            var slopes = Input(_generatorTape, gradient.Values);
            _generatorTape.Backward(_generatorTape.Scale(_generatorTape.Sum(_generatorTape.MultiplyElements(made, slopes)), -1f / conditions.Rows));
            optimizer.Step(_generatorTape.Gradients, rate);
        }

        private Tensor Input(Tape tape, ReadOnlySpan<float> numbers) => tape.Input(new TensorShape(numbers.Length / _vectors.Columns, _vectors.Columns), numbers);
    }
}

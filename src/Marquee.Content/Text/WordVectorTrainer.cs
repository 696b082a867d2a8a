using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Learns word vectors from a corpus: each word foretells the words around it, against words drawn at random.</summary>
/// <remarks>
/// <para>Skip-gram with negative sampling and subwords: for a word with units <c>U</c>, <c>h</c> the mean of their vectors, and a word <c>c</c> beside it,
/// <c>loss = -log sigmoid(h . v_c) - sum over drawn n of log sigmoid(-h . v_n)</c>. Words are drawn in proportion to the square root of their counts; frequent ones are passed over at times. The gradient of <c>h</c> is collected over the words beside and goes to
/// each unit. One thread does it all, so that the same seed gives the same bits anywhere: a million words and ten passes take some twenty seconds.</para>
/// <para>Sources: Mikolov et al., Distributed Representations of Words and Phrases and their Compositionality, 2013; Bojanowski et al., Enriching Word Vectors with Subword Information, 2017. Differs in that
/// all words beside one are foretold against the same drawn words, each counting as often as there are words beside (Ji et al., Parallelizing Word2Vec in Shared and Distributed Memory, 2016), and that no window reaches into the next text.
/// O(epochs * words * (window + negatives + pieces) * dimensions).</para>
/// </remarks>
public static class WordVectorTrainer
{
    private const int DrawTableSize = 1 << 20;
    private const int TextsBetweenReports = 256;

    /// <summary>Learns the vectors.</summary>
    /// <param name="texts">The corpus: the words of each text.</param>
    /// <param name="vocabulary">The words and their pieces; others are passed over.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="progress">Told the share that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Stops between texts.</param>
    public static WordVectors Train(
        IReadOnlyList<IReadOnlyList<string>> texts, SubwordVocabulary vocabulary, WordVectorOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        int[][] corpus = [.. texts.Select(text => text.Select(vocabulary.IndexOf).Where(word => word >= 0).ToArray())];
        var training = new Training(vocabulary, options);
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            for (var text = 0; text < corpus.Length; text++)
            {
                if (text % TextsBetweenReports == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    progress?.Report((epoch + ((double)text / corpus.Length)) / options.Epochs);
                }

                training.Read(corpus[text], 1 - ((epoch + ((double)text / corpus.Length)) / options.Epochs));
            }
        }

        progress?.Report(1);
        return new WordVectors(vocabulary, training.Units);
    }

    private sealed class Training
    {
        private readonly SubwordVocabulary _vocabulary;
        private readonly WordVectorOptions _options;
        private readonly DenseMatrix _outputs;
        private readonly SplittableRandom _random;
        private readonly int[] _draws;
        private readonly double[] _keep;
        private readonly float[] _hidden;
        private readonly float[] _gradient;
        private int[] _kept = [];

        public Training(SubwordVocabulary vocabulary, WordVectorOptions options)
        {
            (_vocabulary, _options) = (vocabulary, options);
            _outputs = new DenseMatrix(vocabulary.Words.Count, options.Dimensions);
            Units = new DenseMatrix(vocabulary.UnitCount, options.Dimensions);
            var random = new SplittableRandom(options.Seed).Split("word-vectors");
            foreach (ref var value in Units.Span)
            {
                value = ((2 * random.NextSingle()) - 1) / options.Dimensions;
            }

            _random = random.Split("training");
            _draws = DrawTable(vocabulary.Counts);
            _keep = [.. vocabulary.Counts.Select(count => Math.Sqrt(options.SubsamplingShare * vocabulary.TotalCount / count))];
            (_hidden, _gradient) = (new float[options.Dimensions], new float[options.Dimensions]);
        }

        public DenseMatrix Units { get; }

        public void Read(int[] text, double rateFactor)
        {
            Array.Resize(ref _kept, Math.Max(_kept.Length, text.Length));
            var count = 0;
            foreach (var word in text)
            {
                _kept[count] = word;
                count += _keep[word] >= 1 || _random.NextDouble() < _keep[word] ? 1 : 0;
            }

            var rate = (float)(_options.LearningRate * rateFactor);
            for (var place = 0; place < count; place++)
            {
                var reach = 1 + _random.Next(_options.Window);
                Foretell(_kept[place], _kept.AsSpan(Math.Max(0, place - reach), Math.Min(reach, place)), _kept.AsSpan(place + 1, Math.Min(reach, count - place - 1)), rate);
            }
        }

        private void Foretell(int word, ReadOnlySpan<int> before, ReadOnlySpan<int> behind, float rate)
        {
            var units = _vocabulary.UnitsOf(word);
            Array.Clear(_hidden);
            Array.Clear(_gradient);
            foreach (var unit in units)
            {
                VectorLoops.AddScaled(1f / units.Length, Units.Row(unit), _hidden);
            }

            foreach (var beside in before)
            {
                Move(beside, 1, rate);
            }

            foreach (var beside in behind)
            {
                Move(beside, 1, rate);
            }

            for (var negative = 0; negative < _options.Negatives; negative++)
            {
                var drawn = _draws[_random.Next(_draws.Length)];
                if (!before.Contains(drawn) && !behind.Contains(drawn))
                {
                    Move(drawn, 0, rate * (before.Length + behind.Length));
                }
            }

            foreach (var unit in units)
            {
                VectorLoops.AddScaled(1, _gradient, Units.Row(unit));
            }
        }

        private void Move(int word, float label, float rate)
        {
            var output = _outputs.Row(word);
            var step = rate * (label - (1 / (1 + MathF.Exp(-VectorLoops.Dot(_hidden, output)))));
            VectorLoops.AddScaled(step, output, _gradient);
            VectorLoops.AddScaled(step, _hidden, output);
        }

        // Words as often as the square roots of their counts.
        private static int[] DrawTable(IReadOnlyList<int> counts)
        {
            var table = new int[DrawTableSize];
            var total = counts.Sum(count => Math.Sqrt(count));
            var (place, sum) = (0, 0.0);
            for (var word = 0; word < counts.Count; word++)
            {
                sum += Math.Sqrt(counts[word]);
                for (var end = word == counts.Count - 1 ? table.Length : (int)(sum / total * table.Length); place < end; place++)
                {
                    table[place] = word;
                }
            }

            return table;
        }
    }
}

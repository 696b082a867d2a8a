using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>Teaches an encoder to read, from texts alone: word vectors by the company that words keep, then words in context by foretelling masked ones.</summary>
/// <remarks>Sources: <see cref="WordVectorTrainer"/>; Vaswani et al., Attention Is All You Need, 2017; Devlin et al., BERT, 2019, much smaller: catalogues hold a million words, not billions.</remarks>
public static class TextPretrainer
{
    private const double WarmUpShare = 0.05;

    // Word vectors come first and take about this share of the time.
    private const double WordShare = 0.4;

    /// <summary>Pre-trains on a corpus.</summary>
    /// <param name="texts">The texts; those that are null or without words count for nothing.</param>
    /// <param name="words">Options of the word vectors.</param>
    /// <param name="options">Options of what reads them.</param>
    /// <param name="progress">Told the share that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <exception cref="ArgumentException">There are too few texts, or an option is outside of its range.</exception>
    public static TextEncoder Train(
        IEnumerable<string?> texts, WordVectorOptions words, TextEncoderOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(options);
        words.Validate();
        options.Validate(words.Dimensions);
        IReadOnlyList<string>[] corpus = [.. texts.Select(text => Tokenizer.Words(text, stemming: false).ToArray()).Where(text => text.Length > 0)];
        var vocabulary = SubwordVocabulary.Count(corpus, words);
        var vectors = WordVectorTrainer.Train(corpus, vocabulary, words, new Share(progress, 0, WordShare), cancellationToken);

        var parameters = new ParameterSet(new SplittableRandom(options.Seed).Split("text-encoder"));
        var network = new TextNetwork(parameters, vectors, options);
        WordSequence[] sequences = [.. corpus.Select(text => WordSequence.Of(string.Join(' ', text), vocabulary, options.MaximumLength))];
        Foretell(sequences, vectors, options, parameters, network, new Share(progress, WordShare, 1), cancellationToken);
        progress?.Report(1);

        // Without what only pre-training needs.
        var kept = new ParameterSet(new SplittableRandom(0));
        var reader = new TextNetwork(kept, vectors, options);
        ParameterArrays.Copy(parameters, kept);
        return new TextEncoder(vectors, options, kept, reader);
    }

    private static void Foretell(
        WordSequence[] sequences, WordVectors vectors, TextEncoderOptions options, ParameterSet parameters, TextNetwork network, Share progress, CancellationToken cancellationToken)
    {
        var task = new MaskedWordTask(sequences, vectors, options, network, parameters);
        if (task.TextCount == 0)
        {
            throw new ArgumentException("No text of the corpus has two words, so none can be foretold from another: give more texts.", nameof(sequences));
        }

        var steps = (double)options.Epochs * task.TextCount / options.BatchSize;
        _ = new Learner(parameters, task, new Adam { LearningRate = options.LearningRate, WeightDecay = 0.01 }, new LearnerOptions
        {
            Epochs = options.Epochs,
            Schedule = LearningRateSchedule.Cosine().AfterWarmUp((int)Math.Ceiling(WarmUpShare * steps)),
            MaximumGradientNorm = 1,
            Seed = options.Seed,
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
            Progress = progress,
        }).Run(cancellationToken);
    }

    /// <summary>A part of the whole progress.</summary>
    private sealed class Share(IProgress<double>? whole, double start, double end) : IProgress<double>, IProgress<LearningProgress>
    {
        public void Report(double value) => whole?.Report(start + (value * (end - start)));

        public void Report(LearningProgress value) => Report((value.Epoch - 1 + ((double)value.Step / value.Steps)) / value.Epochs);
    }
}

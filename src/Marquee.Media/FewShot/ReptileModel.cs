using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>A start that <see cref="ReptileTrainer"/> found: learns a new task from a few labelled examples by a few steps. Immutable.</summary>
public sealed class ReptileModel
{
    private readonly MediaEncoderModel _start;
    private readonly ParameterSet _parameters;
    private readonly ReptileOptions _options;

    internal ReptileModel(MediaEncoderModel start, ParameterSet parameters, ReptileOptions options) => (_start, _parameters, _options) = (start, parameters, options);

    /// <summary>Learns the task of an episode and answers its queries.</summary>
    /// <param name="examples">The examples, as the encoder reads them.</param>
    /// <param name="episode">What is asked; as many classes as was trained for.</param>
    /// <param name="random">Chance of the steps.</param>
    /// <returns>The class of each query, from 0 within the episode.</returns>
    /// <exception cref="ArgumentException">The number of classes is another.</exception>
    public int[] Classify(IExamples examples, Episode episode, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Classify(examples, episode, random, new ReptileLearner(_start, _options));
    }

    /// <summary>Asks many episodes, each learned anew from the start.</summary>
    /// <param name="examples">The examples, as the encoder reads them.</param>
    /// <param name="sampler">Draws the episodes.</param>
    /// <param name="episodes">How many, at least 1.</param>
    /// <param name="seed">Seed of the draws: the same episodes for every model.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public FewShotResult Evaluate(IExamples examples, EpisodeSampler sampler, int episodes, ulong seed, int maxDegreeOfParallelism = 0)
    {
        var root = new SplittableRandom(seed).Split("adapting");
        return EpisodeEvaluation.Run(sampler, episodes, seed, maxDegreeOfParallelism, () => new ReptileLearner(_start, _options), (episode, number, learner) => Classify(examples, episode, root.Split((ulong)number), learner));
    }

    private int[] Classify(IExamples examples, Episode episode, SplittableRandom random, ReptileLearner learner)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(episode);
        if (episode.Ways != _options.Episodes.Ways)
        {
            throw new ArgumentException($"The model tells {_options.Episodes.Ways} classes apart, and the episode has {episode.Ways}.", nameof(episode));
        }

        ParameterArrays.Copy(_parameters, string.Empty, learner.Parameters, string.Empty);
        learner.Adapt(examples, episode.Support, episode.Shots, _options.AdaptSteps, random);
        return learner.Classify(examples, episode.Queries);
    }
}

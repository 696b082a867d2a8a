using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Tells examples apart by the nearest prototype, the mean of the vectors of a class's few labelled examples.</summary>
/// <remarks>Squared Euclidean distance; the first class where two are as near. Source: Snell, Swersky and Zemel, Prototypical Networks for Few-shot Learning, 2017.</remarks>
public static class Prototypes
{
    /// <summary>The class of each query, from 0 within the episode.</summary>
    /// <param name="vectors">The vectors of all examples, <c>examples x numbers</c>.</param>
    /// <param name="episode">What is asked.</param>
    public static int[] Classify(DenseMatrix vectors, Episode episode)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(episode);
        var prototypes = new DenseMatrix(episode.Ways, vectors.Columns);
        for (var place = 0; place < episode.Support.Count; place++)
        {
            var prototype = prototypes.Row(place / episode.Shots);
            var vector = vectors.Row(episode.Support[place]);
            for (var column = 0; column < prototype.Length; column++)
            {
                prototype[column] += vector[column] / episode.Shots;
            }
        }

        var answers = new int[episode.Queries.Count];
        for (var query = 0; query < answers.Length; query++)
        {
            var vector = vectors.Row(episode.Queries[query]);
            var nearest = double.PositiveInfinity;
            for (var way = 0; way < episode.Ways; way++)
            {
                var distance = 0.0;
                var prototype = prototypes.Row(way);
                for (var column = 0; column < prototype.Length; column++)
                {
                    var difference = vector[column] - prototype[column];
                    distance += difference * difference;
                }

                if (distance < nearest)
                {
                    (nearest, answers[query]) = (distance, way);
                }
            }
        }

        return answers;
    }

    /// <summary>Asks many episodes.</summary>
    /// <param name="vectors">The vectors of all examples, such as an encoder makes them of held-out classes.</param>
    /// <param name="sampler">Draws the episodes.</param>
    /// <param name="episodes">How many, at least 1.</param>
    /// <param name="seed">Seed of the draws: the same episodes for every encoder.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public static FewShotResult Evaluate(DenseMatrix vectors, EpisodeSampler sampler, int episodes, ulong seed, int maxDegreeOfParallelism = 0) =>
        EpisodeEvaluation.Run(sampler, episodes, seed, maxDegreeOfParallelism, static () => 0, (episode, _, _) => Classify(vectors, episode));
}

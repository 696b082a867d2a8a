using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Finds a start from which a few steps learn a new task: tasks are learned one after the other, each from the start, which then moves towards what the task learned.</summary>
/// <remarks>
/// <c>start += rate * (learned - start)</c>; no derivative of a derivative is taken. The classes of a task are put in an order by chance, so that the head learns none of them. One thread, since each task begins where the last one moved the start.
/// O(tasks * steps * examples of a step * encoder). Source: Nichol, Achiam and Schulman, On First-Order Meta-Learning Algorithms, 2018.
/// </remarks>
public static class ReptileTrainer
{
    /// <summary>Trains.</summary>
    /// <param name="start">The encoder to begin with; it is not changed. It does not normalise by batches (<see cref="EncoderNormalization.Batch"/>).</param>
    /// <param name="examples">The examples, as the encoder reads them.</param>
    /// <param name="classes">The class of each.</param>
    /// <param name="among">The classes to train on; examples of others are never read.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Checked before each task.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, the encoder normalises by batches, or there are too few classes or examples for a task.</exception>
    public static ReptileModel Train(
        MediaEncoderModel start, IExamples examples, IReadOnlyList<int> classes, IReadOnlyCollection<int> among, ReptileOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (classes.Count != examples.Count || examples.Shape != start.Input)
        {
            throw new ArgumentException($"The encoder reads {start.Input}; there are {examples.Count} examples of {examples.Shape} with {classes.Count} classes.", nameof(examples));
        }

        if (start.Design.HasBatchStatistics)
        {
            throw new ArgumentException("The encoder normalises by the statistics of batches, which a few steps on a few examples leave behind; take one with EncoderNormalization.Layer.", nameof(start));
        }

        var sampler = new EpisodeSampler(classes, among, options.Episodes with { Shots = options.TrainShots, Queries = 1 });
        var learner = new ReptileLearner(start, options);
        var random = new SplittableRandom(options.Seed).Split("reptile-tasks");
        var before = learner.Parameters.All.Select(parameter => new float[parameter.Shape.Count]).ToArray();
        for (var task = 0; task < options.Tasks; task++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ofTask = random.Split((ulong)task);
            var episode = sampler.Draw(ofTask.Split("classes"));
            foreach (var parameter in learner.Parameters.All)
            {
                parameter.Values.CopyTo(before[parameter.Index]);
            }

            learner.Adapt(examples, episode.Support, episode.Shots, options.InnerSteps, ofTask.Split("steps"));
            var rate = (float)(options.OuterRate * (1 - ((double)task / options.Tasks)));
            foreach (var parameter in learner.Parameters.All)
            {
                var values = parameter.Values;
                var old = before[parameter.Index];
                for (var place = 0; place < values.Length; place++)
                {
                    values[place] = old[place] + (rate * (values[place] - old[place]));
                }
            }
        }

        return new ReptileModel(start, learner.Parameters, options);
    }
}

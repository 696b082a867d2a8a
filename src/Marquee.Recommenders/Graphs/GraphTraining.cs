using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Trains what a family makes of the items on the graph of users and items.</summary>
internal static class GraphTraining
{
    /// <summary>Trains.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="options">The options.</param>
    /// <param name="context">Chance, threads, progress.</param>
    /// <param name="make">Adds the family's parameters to the set.</param>
    public static GraphModel Train(Snapshot snapshot, GraphOptions options, TrainingContext context, Func<ParameterSet, GraphNetwork> make)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var graph = new InteractionGraph(snapshot.Interactions.ByUser);
        var parameters = new ParameterSet(new SplittableRandom(context.Seed).Split("parameters"));
        var network = make(parameters);
        var task = new GraphTask(graph, options, network);
        if (task.IsEmpty)
        {
            context.Progress?.Report(new TrainingProgress(1, 1));
        }
        else
        {
            var learner = new LearnerOptions { Epochs = options.Epochs, Schedule = LearningRateSchedule.Cosine() };
            new Learner(parameters, task, new Adam { LearningRate = options.LearningRate, WeightDecay = options.Regularization }, context.ForLearner(learner))
                .Run(context.CancellationToken);
        }

        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        return ModelOf(options, graph, network.Online(tape, network.Items(tape, graph)), network.Biases);
    }

    private static GraphModel ModelOf(GraphOptions options, InteractionGraph graph, ItemViews items, Parameter biases)
    {
        var (sources, targets) = (Copy(items.Sources), Copy(items.Targets));
        for (var item = 0; item < sources.Rows; item++)
        {
            foreach (ref var value in sources.Row(item))
            {
                value *= graph.ItemShares[item];
            }
        }

        return new GraphModel(options, sources, targets, biases.Values.ToArray());

        static DenseMatrix Copy(Tensor tensor) => new(tensor.Shape[0], tensor.Shape[1], tensor.Values.ToArray());
    }
}

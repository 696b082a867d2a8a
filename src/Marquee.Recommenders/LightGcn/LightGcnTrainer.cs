using Marquee.Data;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Items learned on the graph of users and items by a convolution that does nothing but gather: no weights, no non-linearity.</summary>
/// <remarks>
/// <para>An item's numbers flow to the users who met it and back to what these met, each edge weighted by <c>1 / sqrt(degree * degree)</c>; an item is the mean of what arrived in even hops, a user that of what arrived in odd ones.</para>
/// <para>Source: He, Deng, Wang, Li, Zhang and Wang, LightGCN: Simplifying and Powering Graph Convolution Network for Recommendation, SIGIR 2020. Differs in that users have no numbers of their own, so that a history is enough to score
/// (a user is what the paper's would gather from their items in the last hop, their first hop being zeros), that each item has a bias, that the item to be found is left out of the profile that should find it, and that it is compared with all
/// items at once; the options give the paper's form of the last two.</para>
/// <para>Time of an epoch: <c>6 * pairs * items * factors</c> floating-point operations for the softmax, and for each thousand pairs <c>6 * (layers - 1) * edges * factors</c> for the flow.</para>
/// </remarks>
public static class LightGcnTrainer
{
    /// <summary>Trains.</summary>
    public static GraphModel Train(Snapshot snapshot, LightGcnOptions options, TrainingContext context) =>
        GraphTraining.Train(snapshot, options, context, parameters => new Network(options, parameters, snapshot.Items.Count));

    private sealed class Network(LightGcnOptions options, ParameterSet parameters, int items) : RankingNetwork(options, parameters, items)
    {
        public override ItemViews Items(Tape tape, InteractionGraph graph) => Propagate(tape, graph, tape.Use(Own));
    }
}

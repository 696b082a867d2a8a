using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Items learned on two graphs: that of users and items, thinned out while training, and a frozen one of items that look and sound alike.</summary>
/// <remarks>
/// <para>An item is what <see cref="LightGcnTrainer"/> makes of it, plus what its nearest items by features send it. So an item that few met learns from its neighbours.</para>
/// <para>Source: Zhou and Shen, A Tale of Two Graphs: Freezing and Denoising Graph Structures for Multimodal Recommendation, MM 2023. Differs as <see cref="LightGcnTrainer"/> does, and in that what a user gathers holds the neighbours' part too: with
/// no numbers of their own, users would otherwise know nothing of looks and sounds.</para>
/// <para>Time: as <see cref="LightGcnTrainer"/>, once more for each modality where <see cref="FreedomOptions.FeatureWeight"/> is not 0, and once <c>2 * items^2 * features</c> for the frozen graph.</para>
/// </remarks>
public static class FreedomTrainer
{
    /// <summary>Trains.</summary>
    public static GraphModel Train(Snapshot snapshot, FreedomOptions options, TrainingContext context)
    {
        var modalities = ItemModality.Of(snapshot.Items, options.Modalities);
        var nearest = NearestItems.Of(modalities, snapshot.Items.Count, options.Neighbours, context);
        return GraphTraining.Train(snapshot, options, context, parameters => new Network(options, parameters, modalities, nearest));
    }

    private sealed class Network(FreedomOptions options, ParameterSet parameters, ItemModality[] modalities, SparseMatrix nearest)
        : RankingNetwork(options, parameters, nearest.Rows)
    {
        private readonly ModalityMap[] _maps = options.FeatureWeight == 0 ? [] : [.. modalities.Select(modality => new ModalityMap(parameters, modality, options.Factors))];

        public override ItemViews Items(Tape tape, InteractionGraph graph)
        {
            var own = tape.Use(Own);
            var views = Propagate(tape, graph, own);
            for (var layer = 0; layer < options.ItemLayers; layer++)
            {
                own = InteractionGraph.Flow(tape, nearest, own);
            }

            return new ItemViews(tape.Add(views.Sources, own), tape.Add(views.Targets, own));
        }

        public override InteractionGraph Thin(InteractionGraph graph, double share, SplittableRandom random) => graph.Prune(share, random);

        protected override Tensor? OwnTasks(Tape tape, ItemViews items, Tensor profiles, GraphSlice slice)
        {
            Tensor? sum = null;
            foreach (var map in _maps)
            {
                var loss = tape.Scale(Compare(tape, profiles, map.All(tape), slice), (float)options.FeatureWeight);
                sum = sum is null ? loss : tape.Add(sum, loss);
            }

            return sum;
        }
    }
}

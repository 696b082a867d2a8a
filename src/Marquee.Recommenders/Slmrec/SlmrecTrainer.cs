using System.Runtime.InteropServices;
using Marquee.Data;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Items as the sum of their own numbers and of what is seen and heard of them, learned on the graph of users and items with three self-supervised tasks beside.</summary>
/// <remarks>
/// <para>Each task tells items of a slice from each other by two views of them (InfoNCE of cosines): with all modalities and with one left out; two random masks of the same features; and what is seen and what is heard of it.</para>
/// <para>Source: Tao, Liu, Xia, Wang, Yang, Huang and Chua, Self-Supervised Learning for Multimedia Recommendation, IEEE Transactions on Multimedia 2022. Differs as <see cref="LightGcnTrainer"/> does; modalities are summed before the flow instead of flowing
/// each on a graph of its own (the flow is linear: with one map a modality it is the same), and the third task contrasts in one space instead of a fine and a coarse one.</para>
/// <para>Time: as <see cref="LightGcnTrainer"/>, and for each slice of a thousand pairs <c>6 * items^2 * factors</c> of the slice's items for each contrast.</para>
/// </remarks>
public static class SlmrecTrainer
{
    /// <summary>Trains.</summary>
    public static GraphModel Train(Snapshot snapshot, SlmrecOptions options, TrainingContext context)
    {
        var modalities = ItemModality.Of(snapshot.Items, options.Modalities);
        return GraphTraining.Train(snapshot, options, context, parameters => new Network(options, parameters, snapshot.Items.Count, modalities));
    }

    private sealed class Network(SlmrecOptions options, ParameterSet parameters, int items, ItemModality[] modalities) : RankingNetwork(options, parameters, items)
    {
        private readonly ModalityMap[] _maps = [.. modalities.Select(modality => new ModalityMap(parameters, modality, options.Factors))];

        public override ItemViews Items(Tape tape, InteractionGraph graph) =>
            Propagate(tape, graph, _maps.Aggregate(tape.Use(Own), (sum, map) => tape.Add(sum, map.All(tape))));

        protected override Tensor? OwnTasks(Tape tape, ItemViews items, Tensor profiles, GraphSlice slice)
        {
            var rows = CollectionsMarshal.AsSpan(slice.Items);
            var sum = tape.Input(new TensorShape(), [0]);
            var own = tape.Gather(tape.Use(Own), rows);
            var views = new Tensor[_maps.Length];
            for (var map = 0; map < views.Length; map++)
            {
                views[map] = _maps[map].Some(tape, rows);
            }

            var all = views.Aggregate(own, tape.Add);
            for (var map = 0; map < views.Length; map++)
            {
                Contrast(options.DropWeight, all, tape.Subtract(all, views[map]));
                for (var other = 0; other < map; other++)
                {
                    Contrast(options.AlignWeight, views[map], views[other]);
                }

                if (options.MaskWeight > 0)
                {
                    Contrast(options.MaskWeight, _maps[map].Some(tape, rows, options.MaskRate), _maps[map].Some(tape, rows, options.MaskRate));
                }
            }

            return sum;

            // Each pair of the slice counts once, however often its item comes.
            void Contrast(double weight, Tensor left, Tensor right)
            {
                if (weight > 0)
                {
                    var loss = tape.InfoNce(tape.NormalizeRows(left), tape.NormalizeRows(right), (float)options.Temperature);
                    sum = tape.Add(sum, tape.Scale(loss, (float)(weight * slice.Positives.Count / slice.Items.Count)));
                }
            }
        }
    }
}

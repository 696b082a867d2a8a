using System.Runtime.InteropServices;
using Marquee.Data;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Items and users that foretell each other, without anything to tell them from: no negatives are drawn.</summary>
/// <remarks>
/// <para>A linear predictor turns a user into the item they met and the item into the user, and each modality of the item into the item and into another view of itself. What is foretold is a view with some numbers dropped, through which no gradient passes; each
/// loss is one less the cosine.</para>
/// <para>Source: Zhou, Zhou, Liu, Zeng, Miao, Wang, You and Jiang, Bootstrap Latent Representations for Multi-modal Recommendation, WWW 2023. Differs as <see cref="LightGcnTrainer"/> does in what a user is.</para>
/// <para>Time of an epoch: <c>pairs * features * factors</c>, and for each thousand pairs <c>6 * (layers - 1) * edges * factors</c>; the catalogue is never gone through.</para>
/// </remarks>
public static class Bm3Trainer
{
    /// <summary>Trains.</summary>
    public static GraphModel Train(Snapshot snapshot, Bm3Options options, TrainingContext context)
    {
        var modalities = ItemModality.Of(snapshot.Items, options.Modalities);
        return GraphTraining.Train(snapshot, options, context, parameters => new Network(options, parameters, snapshot.Items.Count, modalities));
    }

    private sealed class Network : GraphNetwork
    {
        private readonly Bm3Options _options;
        private readonly ModalityMap[] _maps;
        private readonly Parameter _predictor;

        public Network(Bm3Options options, ParameterSet parameters, int items, ItemModality[] modalities)
            : base(options, parameters, items)
        {
            _options = options;
            _maps = [.. modalities.Select(modality => new ModalityMap(parameters, modality, options.Factors))];
            _predictor = parameters.AddGlorot("predictor", options.Factors, options.Factors);
        }

        public override ItemViews Items(Tape tape, InteractionGraph graph) => Propagate(tape, graph, tape.Use(Own));

        public override ItemViews Online(Tape tape, ItemViews items) => new(Predict(tape, items.Sources), Predict(tape, items.Targets));

        public override Tensor Loss(Tape tape, ItemViews items, Tensor profiles, GraphSlice slice)
        {
            var rows = CollectionsMarshal.AsSpan(slice.Positives);
            var met = tape.Gather(items.Targets, rows);
            var seen = View(tape, met);
            var sum = tape.Add(Distance(tape, profiles, seen), Distance(tape, met, View(tape, profiles)));
            foreach (var map in _maps)
            {
                var features = map.Some(tape, rows);
                sum = tape.Add(sum, tape.Scale(Distance(tape, features, seen), (float)_options.AlignWeight));
                sum = tape.Add(sum, tape.Scale(Distance(tape, features, View(tape, features)), (float)_options.MaskWeight));
            }

            return sum;
        }

        private Tensor Predict(Tape tape, Tensor rows) => tape.Multiply(rows, tape.Use(_predictor));

        /// <summary>What is to be foretold: constants.</summary>
        private Tensor View(Tape tape, Tensor rows) => tape.Dropout(tape.Detach(rows), (float)_options.Dropout);

        private Tensor Distance(Tape tape, Tensor rows, Tensor view)
        {
            var cosines = tape.RowDot(tape.NormalizeRows(Predict(tape, rows)), tape.NormalizeRows(view));
            return tape.Subtract(tape.Input(new TensorShape(), [rows.Shape[0]]), tape.Sum(cosines));
        }
    }
}

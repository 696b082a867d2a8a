using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Matrix factorisation and neural collaborative filtering trained as one: two heads over the same embeddings of users and items, and a third that predicts ratings where asked for.</summary>
/// <remarks>
/// <para>
/// An item i has a vector q_i for being in a history and a vector p_i for being wanted (with the vectors of its attributes added); a user is <c>e = sum over h in the history of q_h</c>. With n items in the history:
/// </para>
/// <para>
/// factors: <c>n^-a (e . p_i) + b_i</c>, squared error over all pairs, with 1 for pairs that met and a small weight for all others;
/// network: <c>(tanh(u W1 + c1) W2 + c2 + u S) . p_i + d_i</c> with <c>u = g n^-b e + vectors of the user's traits</c>, likelihood of hidden items under the softmax over all that are not kept;
/// ratings: <c>level_i + level_u + (n^-1/2 sum of (r_h - level_h - level_u) q_h W3 + n^-1/2 e W4) . p_i + f_i</c>, squared error of hidden ratings.
/// </para>
/// <para>
/// The loss is the sum of the tasks' losses, each a mean over pairs and times its weight, given or learned. In each pass a share of each history is hidden. The score is <c>(1 - networkShare) factors + networkShare network</c>, each
/// divided by its usual standard deviation over items.
/// </para>
/// <para>
/// Sources: He et al., Neural Collaborative Filtering, WWW 2017 (two heads); Hu, Koren and Volinsky, ICDM 2008 (squared error over all pairs); Liang et al., WWW 2018 (softmax over all items, hidden parts of histories); Kabbur, Ning
/// and Karypis, KDD 2013, and Koren, KDD 2008 (users as sums of items); Kendall, Gal and Cipolla, CVPR 2018 (learned task weights). We differ from He et al. in what a user is (a sum of items, since a model here scores a history),
/// in that both heads share their embeddings, in that every item is a negative, and in that the perceptron ends in a product with the item's vector: a perceptron over each pair would cost as much as hundreds of such products.
/// Time of a pass: <c>12 users * items * factors</c> operations for both heads. The same seed gives the same bits on any number of threads.
/// </para>
/// </remarks>
public static class MultitaskTrainer
{
    // Users whose scores tell how far those of each head scatter.
    private const int UsersForScatter = 512;
    private const int WarmUpSteps = 50;

    /// <summary>Trains.</summary>
    /// <exception cref="OptionException">An attribute that was named is nobody's, or ratings are to be learned and there are none.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a gradient is no longer a finite number, or has grown far above what it was; the message names the step and the cause.</exception>
    public static MultitaskModel Train(Snapshot snapshot, MultitaskOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var data = new MultitaskData(snapshot, options);
        var random = new SplittableRandom(context.Seed);
        var network = new MultitaskNetwork(options, data, random.Split("parameters"));
        var task = new MultitaskTask(data, options, network);
        if (data.Users.Length > 0)
        {
            var adam = new Adam { LearningRate = options.LearningRate, WeightDecay = options.Regularization };
            var learner = context.ForLearner(new LearnerOptions
            {
                Epochs = options.Epochs,
                Schedule = LearningRateSchedule.Cosine().AfterWarmUp(WarmUpSteps),
            });
            new Learner(network.Parameters, task, adam, learner).Run(context.CancellationToken);
        }

        var parts = Parts(network, data, options);
        SetScales(parts, snapshot, data, context.MaxDegreeOfParallelism);
        if (!options.HasRatings)
        {
            return new MultitaskModel(options, parts);
        }

        var (sum, count) = task.RatingErrors(random.Split("errors"));
        var levels = data.ItemLevels.Zip(network.RatingBiases!.Values.ToArray(), (level, bias) => level + bias).ToArray();
        return new MultitaskRatingModel(
            options, parts,
            new RatingHead(data.Basis, data.ItemLevels, levels, network.RatingWeights!.ToMatrix(), network.RatingPresence!.ToMatrix(), (float)Math.Sqrt(sum / Math.Max(1, count))));
    }

    private static MultitaskParts Parts(MultitaskNetwork network, MultitaskData data, MultitaskOptions options)
    {
        var table = new DenseMatrix(data.Matrix.Columns, options.TableColumns);
        var (targets, ofNetwork) = (Vectors(network.Targets, network, data), options.IsSplit ? Vectors(network.NetworkTargets, network, data) : null);
        for (var item = 0; item < table.Rows; item++)
        {
            targets.Row(item).CopyTo(table.Row(item));
            ofNetwork?.Row(item).CopyTo(table.Row(item)[options.Factors..]);
        }

        return new MultitaskParts
        {
            Options = options,
            Sources = network.Sources.ToMatrix(),
            NetworkSources = options.IsSplit ? network.NetworkSources.ToMatrix() : null,
            Table = table,
            FactorBiases = network.FactorBiases?.Values.ToArray() ?? [],
            NetworkBiases = network.NetworkBiases?.Values.ToArray() ?? [],
            Traits = data.Traits,
            TraitVectors = network.UserTraits?.ToMatrix() ?? new DenseMatrix(0, options.Factors),
            Layers = options.HasNetwork ? network.Layers() : null,
        };
    }

    /// <summary>The targets of all items with what their attributes add.</summary>
    private static DenseMatrix Vectors(Parameter targets, MultitaskNetwork network, MultitaskData data)
    {
        var vectors = targets.ToMatrix();
        if (network.ItemAttributes?.ToMatrix() is not { } attributes)
        {
            return vectors;
        }

        for (var item = 0; item < vectors.Rows; item++)
        {
            var row = vectors.Row(item);
            foreach (var attribute in data.AttributeIndices.AsSpan(data.AttributeOffsets[item]..data.AttributeOffsets[item + 1]))
            {
                for (var column = 0; column < row.Length; column++)
                {
                    row[column] += attributes[attribute, column];
                }
            }
        }

        return vectors;
    }

    /// <summary>Measures how far the scores of each head scatter over items, for the mean of some users.</summary>
    private static void SetScales(MultitaskParts parts, Snapshot snapshot, MultitaskData data, int threads)
    {
        var step = Math.Max(1, data.Users.Length / UsersForScatter);
        var users = data.Users.Where((_, index) => index % step == 0).Take(UsersForScatter).ToArray();
        var histories = users.Select(user => snapshot.HistoryOf(user)).ToArray();
        parts.FactorScale = Scale(parts.FactorScores);
        parts.NetworkScale = Scale(parts.NetworkScores);

        float Scale(Func<History[], int, DenseMatrix?> score)
        {
            if (histories.Length == 0 || score(histories, threads) is not { } scores)
            {
                return 1;
            }

            var sum = 0.0;
            for (var row = 0; row < scores.Rows; row++)
            {
                var (mean, squares) = (0.0, 0.0);
                foreach (var value in scores.Row(row))
                {
                    mean += value / (double)scores.Columns;
                }

                foreach (var value in scores.Row(row))
                {
                    squares += (value - mean) * (value - mean) / scores.Columns;
                }

                sum += Math.Sqrt(squares) / scores.Rows;
            }

            return sum > 0 && double.IsFinite(1 / sum) ? (float)(1 / sum) : 1;
        }
    }
}

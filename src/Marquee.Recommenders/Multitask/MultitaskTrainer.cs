using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Matrix factorisation and neural collaborative filtering trained as one: two heads over the same embeddings of users and items, and a third that predicts ratings where asked for.</summary>
/// <remarks>
/// <para>
/// An item i has a vector q_i for being in a history and a vector p_i for being wanted (with the vectors of its attributes and a linear map of its features added); a user is <c>e = sum over h in the history of q_h</c>. With n items in the history:
/// </para>
/// <para>
/// factors: <c>n^-a (e . p_i) + b_i</c>, squared error over all pairs, with 1 for pairs that met and a small weight for all others;
/// network: <c>(tanh(u W1 + c1) W2 + c2 + u S) . p_i + d_i</c> with <c>u = g n^-b e + vectors of the user's attributes</c>, likelihood of hidden items under the softmax over all that are not kept;
/// ratings: <c>level_i + level_u + (n^-1/2 sum of (r_h - level_h - level_u) q_h W3 + n^-1/2 e W4) . p_i + f_i</c>, squared error of hidden ratings.
/// </para>
/// <para>
/// The loss is the sum of the tasks' losses, each a mean over pairs and times its weight, given or learned. In each pass a share of each history is hidden. The score is <c>(1 - networkShare) factors + networkShare network</c>, each
/// divided by its usual standard deviation over items.
/// </para>
/// <para>
/// Where items have features, the own numbers of some items are hidden at each step, a learned vector and bias standing for them, so that the features learn to speak for an item that nobody met; such items take no part in the losses,
/// and are scored by that vector, their attributes and features.
/// </para>
/// <para>
/// Sources: He et al., Neural Collaborative Filtering, WWW 2017 (two heads); Volkovs, Yu and Poutanen, DropoutNet: Addressing Cold Start in Recommender Systems, NIPS 2017 (hidden items); Hu, Koren and Volinsky, ICDM 2008 (squared error over all pairs); Liang et al., WWW 2018 (softmax over all items, hidden parts of histories); Kabbur, Ning
/// and Karypis, KDD 2013, and Koren, KDD 2008 (users as sums of items); Kendall, Gal and Cipolla, CVPR 2018 (learned task weights). We differ from He et al. in what a user is (a sum of items, since a model here scores a history),
/// in that both heads share their embeddings, in that every item is a negative, and in that the perceptron ends in a product with the item's vector: a perceptron over each pair would cost as much as hundreds of such products.
/// Time of a pass: <c>12 users * items * factors</c> operations for both heads. The same seed gives the same bits on any number of threads.
/// </para>
/// </remarks>
public static class MultitaskTrainer
{
    // Users whose scores tell how far those of each head scatter.
    private const int UsersForScatter = 512;
    private const int ScoresAtATime = 1 << 22;
    private const int WarmUpSteps = 50;

    /// <summary>Trains.</summary>
    /// <exception cref="OptionException">An attribute that was named is nobody's, or ratings are to be learned and there are none.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a gradient is no longer a finite number, or has grown far above what it was; the message names the step and the cause.</exception>
    public static MultitaskModel Train(Snapshot snapshot, MultitaskOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var random = new SplittableRandom(context.Seed);
        var data = new MultitaskData(snapshot, options, random.Split("held-out"));
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

        var parts = WithScales(Parts(network, data, options), snapshot, data, context.MaxDegreeOfParallelism);
        if (!options.HasRatings)
        {
            return new MultitaskModel(options, parts);
        }

        var levels = data.ItemLevels.Zip(Biases(network.RatingBiases, network.HiddenRatingBias, data), (level, bias) => level + bias).ToArray();
        // Ratings that all lie between two ends deviate from a prediction between them by half their distance at most, as it were: where too few are held out to measure it.
        var head = new RatingHead(
            data.Basis, data.ItemLevels, levels, network.RatingWeights!.ToMatrix(), network.RatingPresence!.ToMatrix(), (data.Basis.Scale.Maximum - data.Basis.Scale.Minimum) / 2);
        return new MultitaskRatingModel(options, parts, data.HeldOut.Length == 0 ? head : head with { Deviation = Deviation(new MultitaskRatingModel(options, parts, head), snapshot, data) });
    }

    /// <summary>The root of the mean squared error of the ratings that were held out, each predicted from the rest of its user's history.</summary>
    private static float Deviation(MultitaskRatingModel model, Snapshot snapshot, MultitaskData data)
    {
        var matrix = data.Matrix;
        var ratings = snapshot.Interactions.Ratings;
        var (sum, user) = (0.0, 0);
        for (var first = 0; first < data.HeldOut.Length;)
        {
            while (matrix.RowOffsets[user + 1] <= data.HeldOut[first])
            {
                user++;
            }

            var after = first;
            while (after < data.HeldOut.Length && data.HeldOut[after] < matrix.RowOffsets[user + 1])
            {
                after++;
            }

            var heldOut = data.HeldOut[first..after];
            int[] kept = [.. Enumerable.Range(matrix.RowOffsets[user], matrix.RowLength(user)).Where(entry => Array.BinarySearch(heldOut, entry) < 0)];
            var items = heldOut.Select(entry => matrix.ColumnIndices[entry]).ToArray();
            var predictions = new RatingPrediction[items.Length];
            model.Predict(new History(At(matrix.ColumnIndices, kept)).Rated(At(ratings, kept)), items, predictions);
            for (var index = 0; index < heldOut.Length; index++)
            {
                var error = (double)predictions[index].Mean - ratings[heldOut[index]];
                sum += error * error;
            }

            first = after;
        }

        return (float)Math.Sqrt(sum / data.HeldOut.Length);
    }

    private static T[] At<T>(ReadOnlySpan<T> values, int[] indices)
    {
        var chosen = new T[indices.Length];
        for (var index = 0; index < indices.Length; index++)
        {
            chosen[index] = values[indices[index]];
        }

        return chosen;
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
            FactorBiases = Biases(network.FactorBiases, network.HiddenFactorBias, data),
            NetworkBiases = Biases(network.NetworkBiases, network.HiddenNetworkBias, data),
            UserAttributeNames = data.UserAttributeNames,
            UserAttributeVectors = network.UserAttributes?.ToMatrix() ?? new DenseMatrix(0, options.Factors),
            Layers = options.HasNetwork ? network.Layers() : null,
        };
    }

    /// <summary>The targets of all items with what their attributes and features add.</summary>
    private static DenseMatrix Vectors(Parameter targets, MultitaskNetwork network, MultitaskData data)
    {
        var vectors = targets.ToMatrix();
        var (attributes, weights) = (network.ItemAttributes?.ToMatrix(), network.FeatureWeights?.ToMatrix());
        var added = new float[vectors.Columns];
        for (var item = 0; item < vectors.Rows; item++)
        {
            var row = vectors.Row(item);
            if (network.HiddenItem is { } hidden && !data.IsMet[item])
            {
                hidden.Values.CopyTo(row);
            }

            foreach (var attribute in data.ItemAttributes.AsSpan(data.ItemAttributeOffsets[item]..data.ItemAttributeOffsets[item + 1]))
            {
                VectorLoops.AddScaled(1, attributes!.Row(attribute), row);
            }

            if (weights is not null)
            {
                MatrixVector.MultiplyTransposed(weights, data.ItemFeatures!.Row(item), added, maxDegreeOfParallelism: 1);
                VectorLoops.AddScaled(1, added, row);
            }
        }

        return vectors;
    }

    /// <summary>The biases of all items; none where there are none.</summary>
    private static float[] Biases(Parameter? own, Parameter? hidden, MultitaskData data)
    {
        float[] biases = own?.Values.ToArray() ?? [];
        for (var item = 0; hidden is not null && item < biases.Length; item++)
        {
            biases[item] = data.IsMet[item] ? biases[item] : hidden.Values[0];
        }

        return biases;
    }

    /// <summary>Measures how far the scores of each head scatter over items, for the mean of some users.</summary>
    private static MultitaskParts WithScales(MultitaskParts parts, Snapshot snapshot, MultitaskData data, int threads)
    {
        var step = Math.Max(1, data.Users.Length / UsersForScatter);
        var histories = data.Users.Where((_, index) => index % step == 0).Take(UsersForScatter).Select(user => snapshot.HistoryOf(user)).ToArray();
        return parts with { FactorScale = Scale(block => parts.FactorScores(block, threads)), NetworkScale = Scale(block => parts.NetworkScores(block, threads)) };

        float Scale(Func<History[], DenseMatrix?> score)
        {
            var sum = 0.0;
            // Some users at a time: all of them would take gigabytes with a million items.
            foreach (var block in histories.Chunk(Math.Clamp(ScoresAtATime / Math.Max(1, parts.Table.Rows), 1, UsersForScatter)))
            {
                if (score(block) is not { } scores)
                {
                    return 1;
                }

                for (var row = 0; row < scores.Rows; row++)
                {
                    sum += Scatter(scores.Row(row)) / histories.Length;
                }
            }

            return sum > 0 && double.IsFinite(1 / sum) ? (float)(1 / sum) : 1;
        }
    }

    private static double Scatter(ReadOnlySpan<float> scores)
    {
        var (mean, squares) = (0.0, 0.0);
        foreach (var score in scores)
        {
            mean += score / (double)scores.Length;
        }

        foreach (var score in scores)
        {
            squares += (score - mean) * (score - mean) / scores.Length;
        }

        return Math.Sqrt(squares);
    }
}

using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// Bayesian personalized ranking: factors are learned by comparing, for one user at a time, an item that they met with one that they did not, and making the first win.
/// The user is the sum of their items.
/// </summary>
/// <remarks>
/// <para>Maximizes <c>sum over comparisons of ln sigmoid(score(i) - score(j)) - regularization / 2 * |all that took part|^2</c> by stochastic gradients with step lengths of Adagrad, where
/// <c>score(i) = b_i + y_i . sum over h in the history, other than i, of q_h / n^profileExponent</c>.</para>
/// <para>Sources: Rendle, Freudenthaler, Gantner and Schmidt-Thieme, BPR: Bayesian Personalized Ranking from Implicit Feedback, UAI 2009; the user as a sum of item factors after Kabbur, Ning and
/// Karypis, FISM: Factored Item Similarity Models, KDD 2013, for a model here scores histories, not users; sampling after Rendle and Freudenthaler, WSDM 2014; step lengths after Duchi, Hazan and
/// Singer, 2011. We differ in the order of the steps: a fixed number of users is compared with the factors as they stand before the factors move, so that threads can share the work and every bit of the model
/// depends on the seed alone. Time of an epoch: interactions * negatives * factors; memory <c>24 * items * factors</c> bytes.</para>
/// </remarks>
public static class BprTrainer
{
    // As accurate as one user at a time, since Adagrad levels the steps, and enough for threads to share.
    private const int UsersPerBatch = 64;

    /// <summary>Trains.</summary>
    public static BprModel Train(Snapshot snapshot, BprOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var byUser = snapshot.Interactions.ByUser;
        var random = new SplittableRandom(context.Seed);
        var sources = new LearnedFactors(byUser.Columns, options.Factors);
        var targets = new LearnedFactors(byUser.Columns, options.Factors);
        var biases = new LearnedFactors(byUser.Columns, 1);
        var deviation = options.InitialDeviation / Math.Sqrt(options.Factors);
        sources.Randomize(random.Split("sources"), deviation);
        targets.Randomize(random.Split("targets"), deviation);
        var sampler = new NegativeSampler(options, byUser.Columns);
        var batch = new BprBatch(byUser, options, context, sources, targets, biases, sampler, UsersPerBatch);
        var users = Enumerable.Range(0, byUser.Rows).ToArray();
        for (var epoch = 1; epoch <= options.Epochs; epoch++)
        {
            var ofEpoch = random.Split((ulong)epoch);
            ofEpoch.Split("order").Shuffle<int>(users);
            sampler.Refresh(targets, context);
            var (loss, count) = (0.0, 0L);
            for (var start = 0; start < users.Length; start += UsersPerBatch)
            {
                var learned = batch.Learn(users.AsMemory(start, Math.Min(UsersPerBatch, users.Length - start)), ofEpoch);
                loss += learned.Loss;
                count += learned.Count;
            }

            context.Progress?.Report(new TrainingProgress(epoch, options.Epochs, count == 0 ? 0 : loss / count));
        }

        return new BprModel(options, sources.ToMatrix(), targets.ToMatrix(), biases.ToMatrix().Memory);
    }
}

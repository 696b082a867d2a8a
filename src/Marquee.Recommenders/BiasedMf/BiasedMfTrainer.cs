using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// Bayesian probabilistic matrix factorization with biases: a rating is the mean, a bias of the item, a bias of the user and the product of their factors, plus noise. Biases and factors are not
/// fitted but drawn, over and over, from what the ratings leave possible, together with the priors they come from and the size of the noise (Gibbs sampling). The mean of many samples predicts better
/// than any single fit, and their spread tells how sure it is. Nothing is left to be tuned by hand but the number of factors.
/// </summary>
/// <remarks>
/// Source: Salakhutdinov and Mnih, Bayesian Probabilistic Matrix Factorization using Markov Chain Monte Carlo, ICML 2008. Differences: explicit biases; the noise is drawn too; ratings are taken in
/// units of their standard deviation, so that the priors fit any scale; users are not kept, but found anew from each history, exactly, given each sample of the items.
/// An epoch costs, for <c>n</c> ratings and <c>d</c> numbers a vector, about <c>2 n d^2 + (users + items) d^3 / 3</c> operations.
/// </remarks>
public static class BiasedMfTrainer
{
    /// <summary>Trains.</summary>
    public static BiasedMfModel Train(Snapshot snapshot, BiasedMfOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var ratings = TrainingRatings.Of(snapshot);
        var deviation = Deviation(ratings);
        var order = options.Factors + 1;
        var chance = new SplittableRandom(context.Seed);
        var users = new GibbsSide(Standardised(ratings.ByUser, ratings.Mean, deviation), order, chance.Split("start of users"));
        var items = new GibbsSide(Standardised(ratings.ByItem, ratings.Mean, deviation), order, chance.Split("start of items"));
        var samples = new BiasedMfSamples(ratings.ByItem.Rows, order, options.Samples);
        var steps = options.BurnIn + (options.Samples * options.Thinning);
        var noisePrecision = 1.0;
        for (var step = 1; step <= steps; step++)
        {
            var epoch = chance.Split((ulong)step);
            users.Draw(items, users.DrawPrior(epoch.Split("prior of users")), noisePrecision, epoch.Split("users"), context);
            items.Draw(users, items.DrawPrior(epoch.Split("prior of items")), noisePrecision, epoch.Split("items"), context);
            noisePrecision = DrawNoise(users.SquaredError(items, context), ratings.Count, epoch.Split("noise"));
            if (step > options.BurnIn && (step - options.BurnIn) % options.Thinning == 0)
            {
                samples.Keep(items, users.DrawPrior(epoch.Split("kept prior of users")), (float)noisePrecision);
            }

            context.Progress?.Report(new TrainingProgress(step, steps));
        }

        return new BiasedMfModel(options, RatingBasis.Of(ratings), (float)deviation, samples);
    }

    // A gamma prior of shape and rate 1 keeps the noise away from zero where ratings can be told exactly.
    private static double DrawNoise(double squaredError, int count, SplittableRandom random) =>
        random.NextGamma(1 + (count / 2.0)) / (1 + (squaredError / 2));

    private static double Deviation(TrainingRatings ratings)
    {
        var sum = 0.0;
        foreach (var rating in ratings.ByUser.Values)
        {
            sum += (rating - ratings.Mean) * (rating - ratings.Mean);
        }

        return sum > 0 ? Math.Sqrt(sum / ratings.Count) : 1;
    }

    private static SparseMatrix Standardised(SparseMatrix ratings, double mean, double deviation)
    {
        var values = new float[ratings.NonZeros];
        for (var entry = 0; entry < values.Length; entry++)
        {
            values[entry] = (float)((ratings.Values[entry] - mean) / deviation);
        }

        return ratings.WithValues(values);
    }
}

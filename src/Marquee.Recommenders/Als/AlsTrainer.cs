using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// Matrix factorization of implicit feedback by alternating least squares: users and items get factors whose product is near 1 where they met and near 0 elsewhere;
/// while one side stands the best factors of the other are a linear problem for each user (item) alone.
/// </summary>
/// <remarks>
/// Sources: Hu, Koren and Volinsky, Collaborative Filtering for Implicit Feedback Datasets, 2008; objective, frequency-scaled regularization and start as in Rendle, Krichene, Zhang
/// and Koren, Revisiting the Performance of iALS on Item Recommendation Benchmarks, 2022. Differences: a weight scales the whole term of a pair that met, and the regularization
/// grows with the sum of weights, which is the paper's count where all are 1; user factors start at zero instead of at random, since they are solved first. A pair that the user rejected is an entry that should come out at 0, with a weight of its own
/// (<see cref="AlsOptions.DislikeWeight"/>), where the papers know only pairs that did not meet.
/// An epoch costs, for <c>n</c> interactions and <c>d</c> factors, about <c>2 n d^2 + (users + items) d^3 / 3</c> operations (see <see cref="AlsSolver"/> for less). Users are not
/// part of the model: their factors are found anew from each history.
/// </remarks>
public static class AlsTrainer
{
    /// <summary>Trains.</summary>
    public static AlsModel Train(Snapshot snapshot, AlsOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var weights = SignedWeights.Of(snapshot, options);
        var users = new AlsSide(weights, options);
        var items = new AlsSide(weights.Transpose(), options);
        items.Randomize(new SplittableRandom(context.Seed));
        for (var epoch = 1; epoch <= options.Epochs; epoch++)
        {
            users.Solve(items.Factors, context);
            items.Solve(users.Factors, context);
            context.Progress?.Report(new TrainingProgress(epoch, options.Epochs));
        }

        return new AlsModel(options, items.Factors);
    }
}

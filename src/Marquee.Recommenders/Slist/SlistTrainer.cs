using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>A linear model of what comes next: the items that follow are predicted from those before, which fade with each newer one, by least squares in closed form.</summary>
/// <remarks>
/// <para>Minimises <c>|T - S B|^2 + regularization |B|^2</c> with a row for each moment of each user's sequence: <c>S</c> is what was met up to then, held in a short and a
/// long memory that fade by <see cref="SlistOptions.ShortDecay"/> and <see cref="SlistOptions.LongDecay"/> from item to item; <c>T</c> is what came after, fading by
/// <see cref="SlistOptions.TargetDecay"/>. <c>B = inverse(S^T S + regularization I) S^T T</c>, <c>(memories * items) x items</c>.</para>
/// <para>Source: Choi, Kim, Lee, Shim and Lee, Session-aware Linear Item-Item Models for Session-based Recommendation, WWW 2021: its transition model (SLIT). Differs in
/// that sources and targets fade by a factor instead of an exponential of the distance, which makes <c>S^T S</c> and <c>S^T T</c> sums over pairs of items a user met; in
/// that there are two memories, with weights of their own; and in that its consistency model (SLIS) is left out, which the long memory makes up for. Interactions count 1, whatever their weight.</para>
/// <para>Time: interactions times the reach of the long memory (180 items at 0.95), plus <c>(memories * items)^3 / 3 + 2 memories^2 items^3</c>; memory
/// <c>4 (memories^2 + memories) items^2</c> bytes while training and <c>4 memories items^2</c> afterwards. Involves no chance.</para>
/// </remarks>
public static class SlistTrainer
{
    private const int MostUnknowns = 46340;
    private const int Steps = 3;

    /// <summary>Solves for the weights.</summary>
    /// <exception cref="OptionException">The regularization is too small for single precision on these data.</exception>
    /// <exception cref="NotSupportedException">The catalogue has more items than fit: 46,340 with one memory, 23,170 with two.</exception>
    public static SlistModel Train(Snapshot snapshot, SlistOptions options, TrainingContext context)
    {
        double[] decays = options.LongDecay > 0 ? [options.ShortDecay, options.LongDecay] : [options.ShortDecay];
        var items = snapshot.Items.Count;
        if (decays.Length * items > MostUnknowns)
        {
            throw new NotSupportedException(
                $"slist keeps {decays.Length} weights for each pair of items, of at most {MostUnknowns / decays.Length} items; this catalogue has {items}. markov has no such limit.");
        }

        var equations = new SequenceEquations(ItemSequences.Of(snapshot), decays, context);
        var gram = equations.Gram();
        var weights = equations.Targets(options.TargetDecay);
        for (var unknown = 0; unknown < gram.Rows; unknown++)
        {
            gram[unknown, unknown] += (float)options.Regularization;
        }

        context.Progress?.Report(new TrainingProgress(1, Steps));
        context.CancellationToken.ThrowIfCancellationRequested();
        try
        {
            var factorization = CholeskyFactorization.InPlace(gram, context.MaxDegreeOfParallelism);
            context.Progress?.Report(new TrainingProgress(2, Steps));
            context.CancellationToken.ThrowIfCancellationRequested();
            factorization.Solve(weights, context.MaxDegreeOfParallelism);
        }
        catch (NotPositiveDefiniteException exception)
        {
            throw new OptionException(
                $"Option 'regularization' is {options.Regularization}; that is too little for these data in single precision ({exception.Message}). Try ten times as much.");
        }

        // A history is then scored by its bare fading, without the scales.
        for (var row = 0; row < weights.Rows; row++)
        {
            var scale = equations.Scale(row / items);
            foreach (ref var weight in weights.Row(row))
            {
                weight *= scale;
            }
        }

        context.Progress?.Report(new TrainingProgress(3, Steps));
        return new SlistModel(options, weights);
    }
}

using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// Bayesian factorization machine: a rating follows from the user, the item and the date, each of which is a sum of features with a weight and factors. Everything is drawn, over and over, from what the ratings leave possible,
/// together with how strongly each group of features is regularized (Gibbs sampling); predictions are means over many samples.
/// </summary>
/// <remarks>
/// <para><c>number = intercept + w_u + w_i + w_t + v_u . v_i + v_u . v_t + v_i . v_t + noise</c>, where <c>(w_u, v_u) = sum over the features of the user</c>: their id, the items they met (each <c>1 / sqrt(how many)</c>), their
/// attributes; those of an item: its id, the users who met it, its attributes, its year; that of the date is the date. With <see cref="BayesFmTask.Regression"/> the number is the rating, with
/// <see cref="BayesFmTask.Ordinal"/> it is cut into ratings at points that are drawn too.</para>
/// <para>Sources: Rendle, Factorization Machines with libFM, ACM TIST 2012; Freudenthaler, Schmidt-Thieme and Rendle, Bayesian Factorization Machines, 2011; Rendle, Scaling Factorization Machines to Relational Data, VLDB 2013; Rendle, Zhang and Koren, On the
/// Difficulty of Evaluating Baselines, 2019 (the features); Ohtsuki, myFM (ordered probit). Differences: features of the same block (a user's id and age) do not interact, since what they could say the block's own bias and factors say; bias and
/// factors of a row are drawn together instead of one number after the other, and the weights of features given the rows instead of given the ratings, which costs less and mixes faster; users are not kept, but found anew
/// from each history, exactly, given each sample.</para>
/// <para>An epoch costs, for n ratings and d numbers a row, about <c>3 n d^2 + rows d^3 / 3 + 3 d e</c> operations, where e is the number of entries of the features: one for each pair of user and item that met, twice.</para>
/// </remarks>
public static class BayesFmTrainer
{
    private const int MostLevels = 100;

    /// <summary>Trains.</summary>
    /// <exception cref="NotSupportedException">The task is ordinal and there are not at least two different ratings, or more than a hundred.</exception>
    /// <exception cref="InvalidDataException">The chain came to numbers that are none.</exception>
    public static BayesFmModel Train(Snapshot snapshot, BayesFmOptions options, TrainingContext context) => Train(snapshot, options, context, null);

    /// <summary>The same with a link of choice between numbers and ratings.</summary>
    /// <param name="snapshot">What to learn from.</param>
    /// <param name="options">The options.</param>
    /// <param name="context">Chance, threads, progress, cancellation.</param>
    /// <param name="makeLink">Makes the link from the standardised ratings; nothing for the one that the task asks for.</param>
    internal static BayesFmModel Train(Snapshot snapshot, BayesFmOptions options, TrainingContext context, Func<float[], RatingLink>? makeLink)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var ratings = TrainingRatings.Of(snapshot);
        var chance = new SplittableRandom(context.Seed);
        var basis = RatingBasis.Of(ratings);
        var deviation = Deviation(ratings);
        var levels = options.Task == BayesFmTask.Ordinal ? LevelsOf(ratings) : [];
        var standardised = Array.ConvertAll(ratings.ByUser.Values.ToArray(), rating => (float)((rating - ratings.Mean) / deviation));
        var link = makeLink?.Invoke(standardised) ?? (options.Task == BayesFmTask.Ordinal
            ? new OrdinalLink(Array.ConvertAll(ratings.ByUser.Values.ToArray(), rating => Array.BinarySearch(levels, rating)), levels, chance.Split("numbers"))
            : new NormalLink(standardised, deviation, chance.Split("noise")));

        var dates = RatingDates.Of(ratings.Times, options.DateDays);
        var (description, userFeatures) = UserDescription.Of(snapshot, options);
        var chain = Blocks(ratings, dates, userFeatures, ItemDescription.Of(snapshot, options), options.Factors + 1, chance);
        var samples = new BayesFmSamples(options.Factors + 1, snapshot.Items.Count, dates.Count, description.Count, Math.Max(0, levels.Length - 1), options.Samples);
        Run(chain, link, ratings.Count, samples, options, context);
        return new BayesFmModel(options, basis, deviation, levels, dates, description, samples);
    }

    private static void Run((FactorBlock Users, FactorBlock Items, FactorBlock? Dates) chain, RatingLink link, int count, BayesFmSamples samples, BayesFmOptions options, TrainingContext context)
    {
        var (users, items, dates) = chain;
        var expected = new float[count];
        var steps = options.BurnIn + (options.Samples * options.Thinning);
        for (var step = 1; step <= steps; step++)
        {
            double error;
            try
            {
                users.Prior.Draw(users, context);
                users.Draw(items, dates, link.Values, link.Intercept, link.NoisePrecision, context);
                items.Prior.Draw(items, context);
                items.Draw(users, dates, link.Values, link.Intercept, link.NoisePrecision, context);
                if (dates is not null)
                {
                    dates.Prior.Draw(dates, context);
                    dates.Draw(users, items, link.Values, link.Intercept, link.NoisePrecision, context);
                }

                users.Expect(items, dates, link.Intercept, expected, context);
                error = link.Error(expected);
                if (double.IsFinite(error))
                {
                    link.Draw(expected, context);
                }
            }
            catch (NotPositiveDefiniteException exception)
            {
                throw new InvalidDataException($"The chain broke off in epoch {step} of {steps}: {exception.Message} Ratings far from all others do that.", exception);
            }

            if (!double.IsFinite(error))
            {
                throw new InvalidDataException($"The chain broke off in epoch {step} of {steps}: the expected ratings are no finite numbers. Ratings far from all others do that.");
            }

            if (step > options.BurnIn && (step - options.BurnIn) % options.Thinning == 0)
            {
                samples.Keep(users, items, dates, link);
            }

            context.Progress?.Report(new TrainingProgress(step, steps, error));
        }
    }

    private static (FactorBlock Users, FactorBlock Items, FactorBlock? Dates) Blocks(
        TrainingRatings ratings, RatingDates dates, FeatureTable userFeatures, FeatureTable itemFeatures, int order, SplittableRandom chance)
    {
        var items = ratings.ByUser.ColumnIndices.ToArray();
        var users = new int[items.Length];
        for (var user = 0; user < ratings.ByUser.Rows; user++)
        {
            users.AsSpan(ratings.ByUser.RowOffsets[user], ratings.ByUser.RowLength(user)).Fill(user);
        }

        var when = dates.Count == 0 ? null : Array.ConvertAll(ratings.Times.ToArray(), dates.IndexOf);
        return (
            new FactorBlock(BlockRatings.Of(ratings.ByUser.Rows, users, items, when), userFeatures, order, chance.Split("users")),
            new FactorBlock(BlockRatings.Of(ratings.ByUser.Columns, items, users, when), itemFeatures, order, chance.Split("items")),
            when is null ? null : new FactorBlock(BlockRatings.Of(dates.Count, when, users, items), new FeatureTable(dates.Count, []), order, chance.Split("dates")));
    }

    private static float[] LevelsOf(TrainingRatings ratings)
    {
        float[] levels = [.. ratings.ByUser.Values.ToArray().Distinct().Order()];
        return levels.Length switch
        {
            0 => throw new NotSupportedException("there are no ratings to learn from; bayes-fm needs some where task=ordinal"),
            1 => throw new NotSupportedException($"all ratings are {levels[0]}; bayes-fm with task=ordinal needs at least two different ones"),
            > MostLevels => throw new NotSupportedException($"there are {levels.Length} different ratings; bayes-fm with task=ordinal takes at most {MostLevels}: use task=regression"),
            _ => levels,
        };
    }

    private static double Deviation(TrainingRatings ratings)
    {
        var sum = 0.0;
        foreach (var rating in ratings.ByUser.Values)
        {
            sum += (rating - ratings.Mean) * (rating - ratings.Mean);
        }

        return sum > 0 ? Math.Sqrt(sum / ratings.Count) : 1;
    }
}

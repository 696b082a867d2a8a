using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>What people like this user watch: popularity, corrected for each known attribute by how much more or less its group meets an item than everyone does.</summary>
/// <remarks>
/// <para><c>score(i) = ln((count(i) + smoothing) / (mean count + smoothing)) + strength * sum over the user's traits v of ln((count(v, i) + s) / (expected(v, i) + s))</c>, where <c>count(v, i)</c> of the users with trait <c>v</c> met item <c>i</c> and
/// <c>expected(v, i) = count(i) * count(v) / count</c> would have, were they like everyone. The second term is the relative risk of disease mapping, drawn towards 1 where few meetings are expected; attributes are taken for independent of each other
/// given the item, as by naive Bayes. <c>s = shrinkage * sum of expected^2 / sum of ((count - expected)^2 - expected * (1 - count(v) / count))</c> over the values and items of an attribute: the inverse of the variance of its relative risks beyond what
/// chance makes, by the method of moments. An attribute whose groups differ no more than by chance counts nothing.</para>
/// <para>Sources: Pazzani, A Framework for Collaborative, Content-Based and Demographic Filtering, AI Review 1999; Clayton and Kaldor, Empirical Bayes Estimates of Age-Standardized Relative Risks, Biometrics 1987. Time O(interactions * attributes), memory
/// O(values * items). Involves no chance.</para>
/// </remarks>
public static class DemographicTrainer
{
    private const int UsersBetweenChecks = 1024;

    /// <summary>Counts.</summary>
    public static DemographicModel Train(Snapshot snapshot, DemographicOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var matrix = snapshot.Interactions.ByUser;
        var (users, items) = (matrix.Rows, matrix.Columns);
        var traitsOf = Enumerable.Range(0, users).Select(user => matrix.RowLength(user) == 0 ? [] : UserTraits.Of(snapshot.ContextOf(user)).ToArray()).ToArray();
        var traits = Choose(traitsOf.SelectMany(traits => traits), options);
        var indices = traits.Select((trait, index) => (trait, index)).ToDictionary(pair => pair.trait, pair => pair.index);

        var counts = new DenseMatrix(traits.Length, items);
        var everyone = new double[items];
        for (var user = 0; user < users; user++)
        {
            if (user % UsersBetweenChecks == 0)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
            }

            foreach (var item in matrix.RowIndices(user))
            {
                everyone[item]++;
            }

            foreach (var trait in traitsOf[user].Where(indices.ContainsKey))
            {
                var ofTrait = counts.Row(indices[trait]);
                foreach (var item in matrix.RowIndices(user))
                {
                    ofTrait[item]++;
                }
            }
        }

        TurnIntoDeviations(counts, traits, everyone, options);
        context.Progress?.Report(new TrainingProgress(1, 1));

        // Against the mean item: what everybody meets then weighs beside what the traits add, and does not drown it.
        var usual = (items == 0 ? 0 : everyone.Average()) + options.Smoothing;
        return new DemographicModel(options, Array.ConvertAll(everyone, count => (float)Math.Log((count + options.Smoothing) / usual)), traits, counts);
    }

    /// <summary>The traits of the attributes that count, in ordinal order: those named, else those with at least two values and few enough.</summary>
    private static string[] Choose(IEnumerable<string> found, DemographicOptions options)
    {
        var named = options.Attributes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. found.Distinct().GroupBy(UserTraits.NameOf)
            .Where(attribute => named.Length > 0 ? named.Contains(attribute.Key) : attribute.Count() is >= 2 and var values && values <= options.MaximumValues)
            .SelectMany(attribute => attribute).Order(StringComparer.Ordinal)];
    }

    private static void TurnIntoDeviations(DenseMatrix counts, string[] traits, double[] everyone, DemographicOptions options)
    {
        var all = everyone.Sum();
        foreach (var attribute in Enumerable.Range(0, traits.Length).GroupBy(trait => UserTraits.NameOf(traits[trait])))
        {
            var shares = attribute.ToDictionary(trait => trait, trait => Share(counts.Row(trait), all));
            var shrinkage = options.Shrinkage * ExpectedUntilBelief(counts, shares, everyone);
            foreach (var (trait, share) in shares)
            {
                var ofTrait = counts.Row(trait);
                for (var item = 0; item < ofTrait.Length; item++)
                {
                    // Where the groups differ no more than chance makes them, the belief that they are alike is beyond all counts.
                    ofTrait[item] = double.IsFinite(shrinkage) ? (float)(options.Strength * Math.Log((ofTrait[item] + shrinkage) / ((everyone[item] * share) + shrinkage))) : 0;
                }
            }
        }
    }

    /// <summary>The share of all meetings that the users with a trait made.</summary>
    private static double Share(ReadOnlySpan<float> counts, double all)
    {
        var sum = 0.0;
        foreach (var count in counts)
        {
            sum += count;
        }

        return sum / all;
    }

    /// <summary>
    /// How many expected meetings tell as much as the belief that all groups are alike: <c>1 / variance of the relative risks</c>, where the variance is what the counts scatter beyond chance. Infinite where they do not.
    /// </summary>
    private static double ExpectedUntilBelief(DenseMatrix counts, Dictionary<int, double> shares, double[] everyone)
    {
        var (squares, beyondChance) = (0.0, 0.0);
        foreach (var (trait, share) in shares)
        {
            var ofTrait = counts.Row(trait);
            for (var item = 0; item < ofTrait.Length; item++)
            {
                var expected = everyone[item] * share;
                squares += expected * expected;
                beyondChance += ((ofTrait[item] - expected) * (ofTrait[item] - expected)) - (expected * (1 - share));
            }
        }

        return beyondChance > 0 ? squares / beyondChance : double.PositiveInfinity;
    }
}

using System.Globalization;

namespace Marquee.Evaluation;

/// <summary>What p-values of permutation tests have in common.</summary>
internal static class PermutationTest
{
    /// <summary>The share of permutations that show as much, the given order counted as one of them: never 0.</summary>
    /// <param name="asLarge">How many show as much.</param>
    /// <param name="permutations">How many were drawn.</param>
    public static double Share(int asLarge, int permutations) => (1.0 + asLarge) / (1.0 + permutations);

    /// <summary>A p-value as a report shows it: below twice the smallest that the test can give, that alone is said.</summary>
    /// <param name="p">The p-value, corrected or not.</param>
    /// <param name="permutations">How many were drawn.</param>
    public static string Text(double p, int permutations)
    {
        var smallest = 2.0 / permutations;
        return double.IsNaN(p) ? "" : p < smallest ? string.Create(CultureInfo.InvariantCulture, $"< {smallest:0.#########}") : p.ToString("0.0000", CultureInfo.InvariantCulture);
    }

    /// <summary>Corrects p-values for their number: the smallest times their number, the next times one less, and so on, never falling and never above 1.</summary>
    /// <remarks>Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 1979: the chance that any of the tests errs is held, whatever they have to do with each other.</remarks>
    /// <param name="values">The p-values; those that are NaN stay so and do not count.</param>
    public static double[] Holm(IReadOnlyList<double> values)
    {
        double[] corrected = [.. values];
        int[] order = [.. Enumerable.Range(0, corrected.Length).Where(index => !double.IsNaN(corrected[index])).OrderBy(index => corrected[index])];
        var atLeast = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            atLeast = Math.Max(atLeast, Math.Min(1, (order.Length - rank) * corrected[order[rank]]));
            corrected[order[rank]] = atLeast;
        }

        return corrected;
    }
}

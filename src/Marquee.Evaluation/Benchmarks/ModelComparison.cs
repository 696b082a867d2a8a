using System.Globalization;
using System.Text.Json.Nodes;

namespace Marquee.Evaluation;

/// <summary>The best model of a task, or the one that was taken apart, beside another one, user by user.</summary>
public sealed record ModelComparison
{
    /// <summary>The task, where there are several.</summary>
    public required string? Variant { get; init; }

    /// <summary>Name of the first.</summary>
    public required string Best { get; init; }

    /// <summary>Name of the other.</summary>
    public required string Other { get; init; }

    /// <summary>By how much the first is better, and whether chance alone would show as much.</summary>
    public required PairedComparison Paired { get; init; }

    /// <summary>The p-value of the sign-flip permutation test, corrected by Holm's method for all comparisons of the same table.</summary>
    public required double CorrectedP { get; init; }

    /// <summary>Whether the first was picked because it has the best of these figures, which no correction pays for; else it was named beforehand.</summary>
    public required bool IsPicked { get; init; }

    /// <summary>The p-value of the sign-flip permutation test as a report shows it.</summary>
    public string PermutationText => PermutationTest.Text(Paired.PermutationP, PairedComparison.Permutations);

    /// <summary><see cref="CorrectedP"/> as a report shows it.</summary>
    public string CorrectedText => PermutationTest.Text(CorrectedP, PairedComparison.Permutations);

    /// <summary>Compares a run with others of the same task.</summary>
    /// <param name="first">The run that is compared.</param>
    /// <param name="others">The others: so many comparisons are corrected for.</param>
    /// <param name="metric">Key of a metric that is larger for better lists and has a value for each user.</param>
    /// <param name="seed">Seed of bootstrap and sign flips.</param>
    /// <param name="isPicked">Whether the first was picked by the same figures.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public static IReadOnlyList<ModelComparison> Compare(ModelRun first, IReadOnlyList<ModelRun> others, string metric, ulong seed, bool isPicked, int maxDegreeOfParallelism = 0)
    {
        PairedComparison[] paired = [.. others.Select(other => PairedComparison.Compare(first[metric], other[metric], seed, maxDegreeOfParallelism))];
        var corrected = PermutationTest.Holm([.. paired.Select(one => one.PermutationP)]);
        return [.. others.Select((other, index) => new ModelComparison
        {
            Variant = first.Variant, Best = first.Name, Other = other.Name, Paired = paired[index], CorrectedP = corrected[index], IsPicked = isPicked,
        })];
    }

    /// <summary>How to read a table of comparisons, for its foot.</summary>
    /// <param name="comparisons">The table's comparisons, at least one.</param>
    public static string Foot(IReadOnlyList<ModelComparison> comparisons)
    {
        ArgumentOutOfRangeException.ThrowIfZero(comparisons.Count, nameof(comparisons));
        var foot = string.Create(
            CultureInfo.InvariantCulture,
            $"{comparisons[0].Paired.Users} users; p: sign-flip permutation test, user by user, of {PairedComparison.Permutations:N0} flips; corrected: by Holm's method for the number of comparisons; better for: share of users with the larger value, ties halved.");
        return comparisons[0].IsPicked
            ? foot + $" {comparisons[0].Best} was picked as the best of these test data, the same that it is compared on: that flatters it, and no correction here pays for it."
            : foot;
    }

    /// <summary>The comparison as other programs read it.</summary>
    public JsonObject ToJson() => new()
    {
        ["variant"] = Variant,
        ["best"] = Best,
        ["against"] = Other,
        ["metric"] = Paired.Key,
        ["users"] = Paired.Users,
        ["difference"] = Paired.Difference,
        ["interval"] = new JsonArray(Paired.DifferenceInterval.Low, Paired.DifferenceInterval.High),
        ["permutationP"] = Paired.PermutationP,
        ["correctedP"] = CorrectedP,
        ["picked"] = IsPicked,
        ["wilcoxonP"] = Paired.WilcoxonP,
        ["superiority"] = Paired.Superiority,
    };
}

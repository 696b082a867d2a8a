using System.Globalization;
using System.Text.Json.Nodes;

namespace Marquee.Evaluation;

/// <summary>The best model of a task, or the one that was taken apart, beside another one, user by user.</summary>
/// <param name="Variant">The task, where there are several.</param>
/// <param name="Best">Name of the first.</param>
/// <param name="Other">Name of the other.</param>
/// <param name="Paired">By how much the first is better, and whether chance alone would show as much.</param>
public sealed record ModelComparison(string? Variant, string Best, string Other, PairedComparison Paired)
{
    /// <summary>The p-value of the sign-flip permutation test as a report shows it.</summary>
    public string PermutationText => Paired.PermutationP < 2.0 / PairedComparison.Permutations ? "< 0.0002" : Paired.PermutationP.ToString("0.0000", CultureInfo.InvariantCulture);

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
        ["wilcoxonP"] = Paired.WilcoxonP,
        ["superiority"] = Paired.Superiority,
    };
}

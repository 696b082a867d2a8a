using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>
/// An <see cref="Explanation"/> for a person: the titles of the history that spoke most for the recommendation, with whole percents that add up to 100.
/// What spoke against it is left out; shares are of what spoke for it.
/// </summary>
/// <param name="Named">The titles that spoke most for it, most first; each has at least one percent.</param>
/// <param name="Others">How many further titles spoke for it.</param>
/// <param name="OthersPercent">Their share together.</param>
/// <param name="BaselinePercent">The share that did not come from the history: that others like it.</param>
public sealed record Reasons(IReadOnlyList<Reason> Named, int Others, int OthersPercent, int BaselinePercent)
{
    /// <summary>What spoke for it beside the history (a search, the user's country), most first; each has at least one percent.</summary>
    public IReadOnlyList<FeatureReason> Features { get; init; } = [];

    /// <summary>Titles of the items that stood in for an item which the model does not know itself, at most <see cref="MostThrough"/>; none where it knows it.</summary>
    public IReadOnlyList<string> Through { get; init; } = [];

    /// <summary>Most titles in <see cref="Through"/>.</summary>
    public const int MostThrough = 2;

    /// <summary>How <see cref="Text"/> begins where titles are named.</summary>
    public const string Opening = "Because you watched ";

    /// <summary>All of it as one sentence, without a full stop.</summary>
    public string Text
    {
        get
        {
            var besides = Features.Select(reason => $"{reason.Name} ({reason.Percent}%)").ToList();
            if (Named.Count == 0)
            {
                if (besides.Count == 0 && Through.Count > 0)
                {
                    return BaselinePercent > 0 ? $"Like {Joined(Through)}, which {(Through.Count == 1 ? "is" : "are")} popular with other viewers" : $"Like {Joined(Through)}";
                }

                if (besides.Count == 0)
                {
                    return BaselinePercent > 0 ? "Popular with other viewers" : "Nothing in particular in your history";
                }

                if (BaselinePercent > 0)
                {
                    besides.Add($"popular with others ({BaselinePercent}%)");
                }

                return $"{(Through.Count == 0 ? "Because" : $"Like {Joined(Through)}; because")} of {string.Join("; ", besides)}";
            }

            var parts = Named.Select(reason => $"{reason.Title} ({reason.Percent}%)").ToList();
            if (OthersPercent > 0)
            {
                parts.Add($"{Others} {(Others == 1 ? "other" : "others")} ({OthersPercent}%)");
            }

            if (BaselinePercent > 0)
            {
                besides.Add($"popular with others ({BaselinePercent}%)");
            }

            var opening = Through.Count == 0 ? Opening : $"Like {Joined(Through)}, which {(Through.Count == 1 ? "goes" : "go")} with ";
            return string.Join("; ", besides.Prepend($"{opening}{Joined(parts)}"));
        }
    }

    /// <summary>Puts an explanation in words.</summary>
    /// <param name="explanation">What made up the score.</param>
    /// <param name="items">The catalogue by item index.</param>
    /// <param name="most">How many titles to name at most, at least 1.</param>
    public static Reasons Of(Explanation explanation, IReadOnlyList<Item> items, int most = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var supporting = explanation.Contributions.Where(contribution => contribution.Score > 0).ToArray();
        var baseline = Math.Max(0, (double)explanation.Baseline);
        var features = explanation.Features.Where(feature => feature.Score > 0).ToArray();
        var total = baseline + supporting.Sum(contribution => (double)contribution.Score) + features.Sum(feature => (double)feature.Score);
        var through = TitlesOf([.. explanation.Through.Take(MostThrough).Select(other => items[other.Item])]);
        if (total <= 0)
        {
            return new Reasons([], 0, 0, 0) { Through = through };
        }

        // A title of less than one percent would read as "0%".
        var named = Math.Min(most, supporting.Count(contribution => Math.Floor(100 * (contribution.Score / total)) >= 1));
        var others = supporting[named..].Sum(contribution => (double)contribution.Score);
        // A feature too small to name counts with the rest of the baseline.
        features = [.. features.Where(feature => Math.Floor(100 * (feature.Score / total)) >= 1)];
        var percents = WholePercents(
        [
            .. supporting[..named].Select(contribution => contribution.Score / total),
            others / total,
            .. features.Select(feature => feature.Score / total),
            (total - supporting.Sum(contribution => (double)contribution.Score) - features.Sum(feature => (double)feature.Score)) / total,
        ]);
        var titles = TitlesOf([.. supporting[..named].Select(contribution => items[contribution.Item])]);
        var reasons = supporting[..named].Select((contribution, rank) => new Reason(contribution.Item, titles[rank], percents[rank]));
        return new Reasons([.. reasons], supporting.Length - named, percents[named], percents[^1])
        {
            Features = [.. features.Select((feature, place) => new FeatureReason(feature.Name, percents[named + 1 + place]))],
            Through = through,
        };
    }

    private static string Joined(IReadOnlyList<string> parts) => parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}";

    /// <summary>Titles, or ids where there are none; of two with one title, such as a film and its remake, each has its year behind it.</summary>
    private static string[] TitlesOf(Item[] items) => Array.ConvertAll(items, item =>
        item.Title is null ? item.Id
        : item.Year is { } year && items.Count(other => other.Title == item.Title) > 1 ? $"{item.Title} ({year})"
        : item.Title);

    /// <summary>Rounds shares so that they add up to 100: each down, then those up that lost most (the largest-remainder method).</summary>
    private static int[] WholePercents(double[] shares)
    {
        var percents = Array.ConvertAll(shares, share => (int)Math.Floor(100 * share));
        var byLoss = Enumerable.Range(0, shares.Length).OrderByDescending(part => 100 * shares[part] - percents[part]).ThenBy(part => part);
        foreach (var part in byLoss.Take(100 - percents.Sum()))
        {
            percents[part]++;
        }

        return percents;
    }
}

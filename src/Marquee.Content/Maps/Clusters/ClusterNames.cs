namespace Marquee.Content;

/// <summary>Finds the tags that set clusters apart.</summary>
/// <remarks>
/// Weighted log-odds with an informative prior (Monroe, Colaresi and Quinn, Fightin' Words, Political Analysis 2008): with <c>y</c> items of the cluster that have the tag of <c>n</c> taggings, and a prior of 100 taggings shared out as in the whole catalogue, the difference of the
/// log-odds within and outside over its standard error. Unlike a TF-IDF of clusters it weighs how sure a difference is, so that rare tags do not name large clusters.
/// </remarks>
internal static class ClusterNames
{
    private const double Prior = 100;
    private const double LeastScore = 1.645;
    private const double LeastShare = 0.1;
    private const int Most = 8;
    private const int TagsOfName = 2;

    /// <summary>For each cluster the tags above 1.645 standard errors that at least a tenth of its items have, at most 8, the strongest first; where there is none, the most frequent.</summary>
    /// <param name="clusters">The cluster of each item.</param>
    /// <param name="tags">The tags of each item.</param>
    public static IReadOnlyList<ClusterTag>[] TagsOf(int[] clusters, IReadOnlyList<IReadOnlyCollection<string>> tags)
    {
        var count = clusters.Length == 0 ? 0 : clusters.Max() + 1;
        var (inAll, taggings) = (new Dictionary<string, int>(StringComparer.Ordinal), 0.0);
        var within = Enumerable.Range(0, count).Select(_ => new Dictionary<string, int>(StringComparer.Ordinal)).ToArray();
        var (sizes, totals) = (new int[count], new double[count]);
        for (var item = 0; item < clusters.Length; item++)
        {
            sizes[clusters[item]]++;
            foreach (var tag in tags[item])
            {
                inAll[tag] = inAll.GetValueOrDefault(tag) + 1;
                within[clusters[item]][tag] = within[clusters[item]].GetValueOrDefault(tag) + 1;
                totals[clusters[item]]++;
                taggings++;
            }
        }

        return [.. Enumerable.Range(0, count).Select(cluster =>
        {
            var scored = within[cluster].Select(entry => new ClusterTag(entry.Key, entry.Value, Score(entry.Value, totals[cluster], inAll[entry.Key], taggings)))
                .OrderByDescending(tag => tag.Score).ThenBy(tag => tag.Tag, StringComparer.Ordinal).ToArray();
            var strong = scored.Where(tag => tag.Score >= LeastScore && tag.Items >= Math.Max(2, LeastShare * sizes[cluster])).Take(Most).ToArray();
            return strong.Length > 0 ? strong : scored.OrderByDescending(tag => tag.Items).Take(TagsOfName).ToArray();
        })];
    }

    /// <summary>Names of one or two tags, three where the name would be another's, then with a number.</summary>
    public static string[] NamesOf(IReadOnlyList<IReadOnlyList<ClusterTag>> tags)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. tags.Select((own, cluster) =>
        {
            string[] candidates = own.Count == 0 ? [] : [Joined(own, TagsOfName), Joined(own, TagsOfName + 1)];
            var name = candidates.FirstOrDefault(candidate => !taken.Contains(candidate)) ?? $"{candidates.FirstOrDefault() ?? "cluster"} {cluster + 1}";
            taken.Add(name);
            return name;
        })];

        static string Joined(IReadOnlyList<ClusterTag> own, int count) => string.Join(" · ", own.Take(count).Select(tag => tag.Tag));
    }

    private static double Score(double with, double of, double withInAll, double all)
    {
        var prior = Prior * withInAll / all;
        var (inside, outside) = (with + prior, withInAll - with + prior);
        var difference = Math.Log(inside / (of + Prior - inside)) - Math.Log(outside / (all - of + Prior - outside));
        return difference / Math.Sqrt((1 / inside) + (1 / outside));
    }
}

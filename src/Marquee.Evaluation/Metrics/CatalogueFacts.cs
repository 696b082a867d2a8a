using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>What the metrics beyond accuracy know of the items: how many training users had each, which lie in the long tail, which are alike.</summary>
/// <remarks>Taken from the training data only. Immutable; safe from many threads.</remarks>
public sealed class CatalogueFacts
{
    /// <summary>Share of the catalogue's items that makes up the short head; what lies beyond is the long tail.</summary>
    public const double ShortHeadShare = 0.2;

    private readonly int[] _popularity;
    private readonly int _users;
    private readonly bool[] _longTail;
    private readonly Lazy<int[][]> _words;

    /// <summary>Looks at the training data. O(interactions + items log items).</summary>
    /// <param name="train">What the models learnt from.</param>
    public CatalogueFacts(Snapshot train)
    {
        _users = train.Interactions.Users;
        _popularity = train.Interactions.ByUser.ColumnLengths();
        _longTail = FindLongTail(_popularity);
        _words = new Lazy<int[][]>(() => NumberWords(train.Items));
    }

    /// <summary>Number of items in the catalogue, with or without interactions.</summary>
    public int Items => _popularity.Length;

    /// <summary>Number of training users who had an item.</summary>
    public int Popularity(int item) => _popularity[item];

    /// <summary>
    /// Self-information of an item in bits: <c>-log2(users who had it / all users)</c>; an item that nobody had counts as had by one, so that the value stays finite.
    /// </summary>
    public double SelfInformation(int item) => Math.Log2(Math.Max(1, _users) / (double)Math.Max(1, _popularity[item]));

    /// <summary>
    /// Whether an item lies outside the short head: the most popular items, <see cref="ShortHeadShare"/> of the catalogue. Items as popular as the last of the head belong to the
    /// head; an item that nobody had never does.
    /// </summary>
    public bool IsLongTail(int item) => _longTail[item];

    /// <summary>
    /// Cosine of two items' sets of categories and labels: <c>|A ∩ B| / sqrt(|A| |B|)</c>, 0 to 1; NaN where one of them has none.
    /// </summary>
    public double Similarity(int first, int second)
    {
        var (a, b) = (_words.Value[first], _words.Value[second]);
        if (a.Length == 0 || b.Length == 0)
        {
            return double.NaN;
        }

        var common = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            var order = a[i].CompareTo(b[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return common / Math.Sqrt((double)a.Length * b.Length);
    }

    private static bool[] FindLongTail(int[] popularity)
    {
        var descending = popularity.Order().Reverse().ToArray();
        var head = (int)Math.Ceiling(ShortHeadShare * descending.Length);
        var least = head == 0 ? 1 : Math.Max(1, descending[head - 1]);
        return Array.ConvertAll(popularity, count => count < least);
    }

    private static int[][] NumberWords(IReadOnlyList<Item> items)
    {
        var numbers = new Dictionary<(bool Label, string Word), int>();
        return [.. items.Select(item => item.Categories.Select(word => Number(false, word))
            .Concat(item.Labels.Select(word => Number(true, word)))
            .Distinct().Order().ToArray())];

        int Number(bool label, string word)
        {
            numbers.TryAdd((label, word), numbers.Count);
            return numbers[(label, word)];
        }
    }
}

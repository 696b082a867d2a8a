using Marquee.Data;

namespace Marquee.Live;

/// <summary>The ids of a snapshot in alphabetical order, to find those that begin with some letters, whether capital or small.</summary>
/// <remarks>Made in O(ids log ids) when first asked, asked in O(log ids + found). What was erased since has to be left out by whoever asks.</remarks>
internal sealed class IdPrefixes(IdMap ids)
{
    private readonly Lazy<int[]> _order = new(() =>
    {
        var order = Enumerable.Range(0, ids.Count).Where(index => !ids.IsErased(index)).ToArray();
        Array.Sort(order, (one, other) => string.Compare(ids[one], ids[other], StringComparison.OrdinalIgnoreCase));
        return order;
    });

    /// <summary>What the ids are of.</summary>
    public IdMap Ids => ids;

    /// <summary>The indices of the ids that begin with a text, in alphabetical order.</summary>
    public IEnumerable<int> StartingWith(string prefix)
    {
        var order = _order.Value;
        var (from, to) = (0, order.Length);
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (string.Compare(ids[order[middle]], prefix, StringComparison.OrdinalIgnoreCase) < 0)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        for (; from < order.Length && ids[order[from]].StartsWith(prefix, StringComparison.OrdinalIgnoreCase); from++)
        {
            yield return order[from];
        }
    }
}

namespace Marquee.Server;

/// <summary>Records in order of their ids, which nothing keeps in that order.</summary>
internal static class IdOrder
{
    private const int FirstRun = 256;

    /// <summary>Goes through records in ordinal order of their ids.</summary>
    /// <param name="first">The id to begin at; empty for the first of all.</param>
    /// <param name="count">Number of indices.</param>
    /// <param name="idOf">The id of an index; null for one that is left out.</param>
    /// <remarks>
    /// O(count log run) for each run of records; runs grow fourfold, so that a page is found in one pass and all of them in a few. Nothing is kept between two pages: not the id of
    /// one who was erased, above all.
    /// </remarks>
    public static IEnumerable<int> From(string first, int count, Func<int, string?> idOf)
    {
        var (from, inclusive) = (first, true);
        for (var size = FirstRun; ; size = (int)Math.Min(4L * size, Array.MaxLength))
        {
            var run = Smallest(from, inclusive, size, count, idOf);
            foreach (var (_, index) in run)
            {
                yield return index;
            }

            if (run.Length < size)
            {
                yield break;
            }

            (from, inclusive) = (run[^1].Id, false);
        }
    }

    private static (string Id, int Index)[] Smallest(string from, bool inclusive, int size, int count, Func<int, string?> idOf)
    {
        var least = inclusive ? 0 : 1;
        var kept = new PriorityQueue<int, string>(Comparer<string>.Create((left, right) => string.CompareOrdinal(right, left)));
        for (var index = 0; index < count; index++)
        {
            if (idOf(index) is not { } id || string.CompareOrdinal(id, from) < least)
            {
                continue;
            }

            if (kept.Count < size)
            {
                kept.Enqueue(index, id);
            }
            else if (kept.TryPeek(out _, out var last) && string.CompareOrdinal(id, last) < 0)
            {
                kept.DequeueEnqueue(index, id);
            }
        }

        var run = new (string Id, int Index)[kept.Count];
        for (var at = run.Length - 1; kept.TryDequeue(out var index, out var id); at--)
        {
            run[at] = (id, index);
        }

        return run;
    }
}

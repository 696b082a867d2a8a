using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>What is known of the items at the newest moment of a snapshot: how popular each was in several stretches before it, since when it is there, and of which categories it is.</summary>
/// <remarks>Popularity is <c>ln((count + 1) / (mean count + 1))</c>, so that stretches of different length and years of different traffic compare. An interaction is one user and one item at its latest time.</remarks>
internal sealed class ItemTrends
{
    private const double MillisecondsOfDay = 24 * 60 * 60 * 1000;
    private const string TableName = "table";
    private const string TimesName = "times";
    private const string CategoryOffsetsName = "category-offsets";
    private const string CategoriesName = "categories";
    private const string SharesName = "category-shares";

    /// <summary>Stretches in days back from the newest moment.</summary>
    public static readonly int[] Windows = [1, 3, 7, 14, 30, 90, int.MaxValue];

    /// <summary>Stretches in which those are counted apart who had been there for more than a day.</summary>
    public static readonly int[] ReturningWindows = [7, 14, 30];

    private readonly DenseMatrix _table;
    private readonly int[] _categoryOffsets;
    private readonly int[] _categories;
    private readonly float[] _shares;

    private ItemTrends(DenseMatrix table, long newest, int[] categoryOffsets, int[] categories, float[] shares)
    {
        _table = table;
        Newest = newest;
        _categoryOffsets = categoryOffsets;
        _categories = categories;
        _shares = shares;
    }

    private static int FirstColumn => Windows.Length + ReturningWindows.Length;

    /// <summary>Number of items.</summary>
    public int Items => _table.Rows;

    /// <summary>The newest moment, in milliseconds since 1970 UTC; <see cref="EventLog.NoTime"/> where no interaction has a time.</summary>
    public long Newest { get; }

    /// <summary>Share of all interactions that are with items of each category.</summary>
    public ReadOnlySpan<float> CategoryShares => _shares;

    /// <summary>Popularity of an item in each of <see cref="Windows"/>, then in each of <see cref="ReturningWindows"/>.</summary>
    public ReadOnlySpan<float> Popularity(int item) => _table.Row(item)[..FirstColumn];

    /// <summary>Days from an item's first interaction to <see cref="Newest"/>; NaN where it has none.</summary>
    public float DaysSinceFirst(int item) => _table[item, FirstColumn];

    /// <summary>Days from an item's latest interaction to <see cref="Newest"/>; NaN where it has none.</summary>
    public float DaysSinceLast(int item) => _table[item, FirstColumn + 1];

    /// <summary>Days from an item's release to <see cref="Newest"/>, negative for one that is to come; NaN where it is not known.</summary>
    public float DaysSinceRelease(int item) => _table[item, FirstColumn + 2];

    /// <summary>Categories of an item.</summary>
    public ReadOnlySpan<int> CategoriesOf(int item) => _categories.AsSpan(_categoryOffsets[item].._categoryOffsets[item + 1]);

    /// <summary>Days from a moment to another.</summary>
    public static double Days(long from, long to) => (to - (double)from) / MillisecondsOfDay;

    /// <summary>Counts. O(interactions * windows + items * categories).</summary>
    public static ItemTrends Of(Snapshot snapshot)
    {
        var matrix = snapshot.Interactions;
        var newest = EventLog.NoTime;
        foreach (var time in matrix.Times)
        {
            newest = Math.Max(newest, time);
        }

        var table = new DenseMatrix(matrix.Items, FirstColumn + 3);
        Count(matrix, newest, table);
        for (var column = 0; column < FirstColumn; column++)
        {
            var sum = 0.0;
            for (var item = 0; item < table.Rows; item++)
            {
                sum += table[item, column];
            }

            var usual = sum / Math.Max(1, table.Rows) + 1;
            for (var item = 0; item < table.Rows; item++)
            {
                table[item, column] = (float)Math.Log((table[item, column] + 1) / usual);
            }
        }

        for (var item = 0; item < table.Rows; item++)
        {
            table[item, FirstColumn + 2] = ReleaseOf(snapshot.Items[item]) is { } release && newest != EventLog.NoTime
                ? (float)Days(new DateTimeOffset(release.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds(), newest)
                : float.NaN;
        }

        var (offsets, categories, number) = NumberCategories(snapshot.Items);
        return new ItemTrends(table, newest, offsets, categories, SharesOf(matrix, offsets, categories, number));
    }

    /// <summary>Writes all of it.</summary>
    public void Save(ArtifactWriter writer)
    {
        writer.Write(TableName, _table.Span, _table.Rows, _table.Columns);
        writer.Write(TimesName, new[] { Newest });
        writer.Write(CategoryOffsetsName, _categoryOffsets);
        writer.Write(CategoriesName, _categories);
        writer.Write(SharesName, _shares, _shares.Length);
        writer.Properties["categories"] = _shares.Length;
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The artifact is damaged.</exception>
    public static ItemTrends Load(ArtifactReader reader, int items)
    {
        var table = new DenseMatrix(items, FirstColumn + 3, reader.ReadFloats(TableName, items, FirstColumn + 3));
        var offsets = reader.ReadInts(CategoryOffsetsName);
        var categories = reader.ReadInts(CategoriesName);
        var shares = reader.ReadFloats(SharesName, reader.IntProperty("categories")).ToArray();
        var times = reader.ReadLongs(TimesName);
        var whole = times.Length == 1 && offsets.Length == items + 1 && offsets[0] == 0 && offsets[^1] == categories.Length
            && offsets.Zip(offsets.Skip(1)).All(pair => pair.First <= pair.Second) && categories.All(category => (uint)category < (uint)shares.Length);
        return whole
            ? new ItemTrends(table, times[0], offsets, categories, shares)
            : throw new InvalidDataException($"The artifact's categories are not those of {items} items: the artifact is damaged.");
    }

    private static void Count(InteractionMatrix matrix, long newest, DenseMatrix table)
    {
        for (var item = 0; item < table.Rows; item++)
        {
            table.Row(item)[FirstColumn..].Fill(float.NaN);
        }

        for (var user = 0; user < matrix.Users; user++)
        {
            var arrival = long.MaxValue;
            foreach (var time in matrix.TimesOf(user))
            {
                arrival = time == EventLog.NoTime ? arrival : Math.Min(arrival, time);
            }

            for (var entry = matrix.ByUser.RowOffsets[user]; entry < matrix.ByUser.RowOffsets[user + 1]; entry++)
            {
                var row = table.Row(matrix.ByUser.ColumnIndices[entry]);
                var time = matrix.Times[entry];
                if (time == EventLog.NoTime)
                {
                    // It counts in the whole past only.
                    row[Windows.Length - 1]++;
                    continue;
                }

                var age = Days(time, newest);
                for (var window = 0; window < Windows.Length; window++)
                {
                    row[window] += age <= Windows[window] ? 1 : 0;
                }

                for (var window = 0; window < ReturningWindows.Length; window++)
                {
                    row[Windows.Length + window] += age <= ReturningWindows[window] && Days(arrival, time) >= 1 ? 1 : 0;
                }

                row[FirstColumn] = float.IsNaN(row[FirstColumn]) ? (float)age : Math.Max(row[FirstColumn], (float)age);
                row[FirstColumn + 1] = float.IsNaN(row[FirstColumn + 1]) ? (float)age : Math.Min(row[FirstColumn + 1], (float)age);
            }
        }
    }

    private static DateOnly? ReleaseOf(Item item) => item.ReleaseDate ?? (item.Year is >= 1 and <= 9999 and var year ? new DateOnly(year, 7, 1) : null);

    private static (int[] Offsets, int[] Categories, int Number) NumberCategories(IReadOnlyList<Item> items)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var offsets = new int[items.Count + 1];
        var categories = new List<int>();
        for (var item = 0; item < items.Count; item++)
        {
            foreach (var category in items[item].Categories.Distinct())
            {
                numbers.TryAdd(category, numbers.Count);
                categories.Add(numbers[category]);
            }

            offsets[item + 1] = categories.Count;
        }

        return (offsets, [.. categories], numbers.Count);
    }

    private static float[] SharesOf(InteractionMatrix matrix, int[] offsets, int[] categories, int number)
    {
        var sums = new double[number];
        foreach (var item in matrix.ByUser.ColumnIndices)
        {
            foreach (var category in categories.AsSpan(offsets[item]..offsets[item + 1]))
            {
                sums[category]++;
            }
        }

        return Array.ConvertAll(sums, sum => (float)(sum / Math.Max(1, matrix.Count)));
    }
}

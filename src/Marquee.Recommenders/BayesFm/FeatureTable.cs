using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>What describes the rows of a block besides their own ids: groups of features, side by side.</summary>
internal sealed class FeatureTable
{
    /// <summary>Puts groups side by side.</summary>
    /// <param name="rows">How many are described.</param>
    /// <param name="groups">The features of each group, <c>rows x features</c>; those without features are left out.</param>
    public FeatureTable(int rows, IEnumerable<SparseMatrix> groups)
    {
        Rows = rows;
        Groups = [.. groups.Where(group => group.Columns > 0)];
        Starts = new int[Groups.Count + 1];
        for (var group = 0; group < Groups.Count; group++)
        {
            Starts[group + 1] = Starts[group] + Groups[group].Columns;
        }
    }

    /// <summary>How many are described.</summary>
    public int Rows { get; }

    /// <summary>The features of each group, <c>rows x features</c>.</summary>
    public IReadOnlyList<SparseMatrix> Groups { get; }

    /// <summary>The first feature of each group, and the number of all behind the last.</summary>
    public int[] Starts { get; }

    /// <summary>How many features there are.</summary>
    public int Count => Starts[^1];

    /// <summary>A group in which a row has each of its members with the same value, so that the squares of a row add up to 1.</summary>
    /// <param name="members">Where there is an entry, whatever its value, the row has the feature.</param>
    public static SparseMatrix Normalised(SparseMatrix members)
    {
        var values = new float[members.NonZeros];
        for (var row = 0; row < members.Rows; row++)
        {
            values.AsSpan(members.RowOffsets[row], members.RowLength(row)).Fill(Share(members.RowLength(row)));
        }

        return members.WithValues(values);
    }

    /// <summary>The value of each of some features of one row: <c>1 / sqrt(count)</c>.</summary>
    public static float Share(int count) => (float)(1 / Math.Sqrt(Math.Max(1, count)));
}

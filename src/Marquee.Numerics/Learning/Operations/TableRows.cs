namespace Marquee.Numerics.Learning;

/// <summary>For some places any number of rows of a table each, with a value for each row: ranges of one list, one behind the other.</summary>
/// <param name="offsets">Where the rows of each place start, and behind the last where they end: one more than there are places.</param>
/// <param name="rows">Rows of the table, place after place; those of a place differ.</param>
/// <param name="values">A value for each of them; nothing for all 1.</param>
public readonly ref struct TableRows(ReadOnlySpan<int> offsets, ReadOnlySpan<int> rows, ReadOnlySpan<float> values = default)
{
    /// <summary>How many places there are.</summary>
    public int Places => Math.Max(0, Offsets.Length - 1);

    /// <summary>Where the rows of each place start.</summary>
    public ReadOnlySpan<int> Offsets { get; } = offsets;

    /// <summary>The rows of all places.</summary>
    public ReadOnlySpan<int> Rows { get; } = rows;

    /// <summary>Their values; empty where all are 1.</summary>
    public ReadOnlySpan<float> Values { get; } = values;

    /// <summary>The rows of a place.</summary>
    public ReadOnlySpan<int> Of(int place) => Rows[Offsets[place]..Offsets[place + 1]];

    /// <summary>The value of one row of a place, by its number among them.</summary>
    public float Value(int place, int number) => Values.IsEmpty ? 1 : Values[Offsets[place] + number];

    /// <summary>How many rows the place has that has most.</summary>
    internal int MostRows
    {
        get
        {
            var most = 0;
            for (var place = 0; place < Places; place++)
            {
                most = Math.Max(most, Offsets[place + 1] - Offsets[place]);
            }

            return most;
        }
    }

    internal void Check(int places, int tableRows, string name)
    {
        if (Offsets.Length != places + 1 || Offsets[0] != 0 || Offsets[^1] != Rows.Length || (!Values.IsEmpty && Values.Length != Rows.Length))
        {
            throw new ArgumentException(
                $"{places} places take {places + 1} offsets from 0 to the number of rows; there are {Offsets.Length} for {Rows.Length} rows with {Values.Length} values.");
        }

        for (var place = 0; place < places; place++)
        {
            if (Offsets[place + 1] < Offsets[place])
            {
                throw new ArgumentException($"Offsets ascend; place {place} would go from {Offsets[place]} to {Offsets[place + 1]}.");
            }
        }

        foreach (var row in Rows)
        {
            if ((uint)row >= (uint)tableRows)
            {
                throw new ArgumentOutOfRangeException(name, row, $"The table has rows 0 to {tableRows - 1}.");
            }
        }
    }
}

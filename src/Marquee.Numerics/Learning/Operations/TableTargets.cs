namespace Marquee.Numerics.Learning;

/// <summary>For each place of some sequences the rows of a table that are to be foretold there, and those that cannot come: ranges of one list.</summary>
/// <param name="rows">Rows of the table, in any number.</param>
/// <param name="starts">For each place where its targets start in <paramref name="rows"/>.</param>
/// <param name="ends">For each place where its targets end; no targets where that is its start.</param>
/// <param name="weights">The share of the first target of a place, the second and so on, before they are made to add up to 1; as many as the longest range of targets.</param>
public readonly ref struct TableTargets(ReadOnlySpan<int> rows, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, ReadOnlySpan<float> weights)
{
    /// <summary>Rows of the table.</summary>
    public ReadOnlySpan<int> Rows { get; } = rows;

    /// <summary>Where the targets of each place start.</summary>
    public ReadOnlySpan<int> Starts { get; } = starts;

    /// <summary>Where the targets of each place end.</summary>
    public ReadOnlySpan<int> Ends { get; } = ends;

    /// <summary>The share of each target by its number.</summary>
    public ReadOnlySpan<float> Weights { get; } = weights;

    /// <summary>For each place where the rows start that cannot come; empty where all can. None of them may be a target of the place.</summary>
    public ReadOnlySpan<int> ExcludedStarts { get; init; }

    /// <summary>For each place where the rows end that cannot come.</summary>
    public ReadOnlySpan<int> ExcludedEnds { get; init; }

    internal void Check(int places)
    {
        if (Starts.Length != places || Ends.Length != places || ExcludedStarts.Length != ExcludedEnds.Length || (ExcludedStarts.Length != 0 && ExcludedStarts.Length != places))
        {
            throw new ArgumentException($"There are {places} places; targets are given for {Starts.Length} and {Ends.Length}, exclusions for {ExcludedStarts.Length} and {ExcludedEnds.Length}.");
        }

        for (var place = 0; place < places; place++)
        {
            CheckRange(place, Starts[place], Ends[place]);
            if (Ends[place] - Starts[place] > Weights.Length)
            {
                throw new ArgumentException($"Place {place} has {Ends[place] - Starts[place]} targets; there are weights for {Weights.Length}.");
            }

            if (ExcludedStarts.Length > 0)
            {
                CheckRange(place, ExcludedStarts[place], ExcludedEnds[place]);
            }
        }
    }

    private void CheckRange(int place, int start, int end)
    {
        if (start < 0 || end < start || end > Rows.Length)
        {
            throw new ArgumentException($"Place {place} has the range {start} to {end}; there are {Rows.Length} rows in the list.");
        }
    }
}

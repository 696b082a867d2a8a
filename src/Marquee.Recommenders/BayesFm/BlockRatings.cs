namespace Marquee.Recommenders;

/// <summary>All ratings in the order of the rows of one block (users, items or dates), with the rows of the other blocks that belong to each.</summary>
/// <param name="Offsets">Where the ratings of each row begin; one more than there are rows.</param>
/// <param name="Places">Where each rating stands in the order of users.</param>
/// <param name="First">The row of the first other block.</param>
/// <param name="Second">The row of the second other block, where there is one.</param>
internal sealed record BlockRatings(int[] Offsets, int[] Places, int[] First, int[]? Second)
{
    /// <summary>Number of rows.</summary>
    public int Rows => Offsets.Length - 1;

    /// <summary>Orders the ratings by the rows of a block. O(ratings + rows).</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="own">The row of each rating.</param>
    /// <param name="first">The row of the first other block.</param>
    /// <param name="second">The row of the second other block, where there is one.</param>
    public static BlockRatings Of(int rows, int[] own, int[] first, int[]? second)
    {
        var offsets = new int[rows + 1];
        foreach (var row in own)
        {
            offsets[row + 1]++;
        }

        for (var row = 0; row < rows; row++)
        {
            offsets[row + 1] += offsets[row];
        }

        var next = offsets[..^1];
        var places = new int[own.Length];
        for (var place = 0; place < own.Length; place++)
        {
            places[next[own[place]]++] = place;
        }

        return new BlockRatings(offsets, places, Array.ConvertAll(places, place => first[place]), second is null ? null : Array.ConvertAll(places, place => second[place]));
    }

    /// <summary>How many ratings a row has.</summary>
    public int Length(int row) => Offsets[row + 1] - Offsets[row];
}

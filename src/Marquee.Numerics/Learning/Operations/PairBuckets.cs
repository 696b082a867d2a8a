namespace Marquee.Numerics.Learning;

/// <summary>A number from 0 to 255 for each pair of a place and an earlier one (or itself) of some sequences, such as a class of the time that lies between them: which learned number is added to the attention between the two.</summary>
/// <remarks>For one slice of a step at a time; memory is kept for the next.</remarks>
public sealed unsafe class PairBuckets
{
    private byte[] _buckets = [];
    private int[] _starts = [];

    /// <summary>How many classes of time <see cref="FillWithTimeGaps"/> knows.</summary>
    public const int TimeGapClasses = 64;

    /// <summary>
    /// Sorts the time between places into classes: 0 for none at all or an unknown one, then two for each doubling from one second on.
    /// </summary>
    /// <param name="offsets">Where each sequence starts; one more than there are.</param>
    /// <param name="times">A time for each place in milliseconds; one below 0 is unknown.</param>
    /// <remarks>O(sum of squared lengths).</remarks>
    public void FillWithTimeGaps(ReadOnlySpan<int> offsets, ReadOnlySpan<long> times)
    {
        var count = 0;
        Grow(ref _starts, offsets.Length);
        for (var sequence = 0; sequence + 1 < offsets.Length; sequence++)
        {
            var length = offsets[sequence + 1] - offsets[sequence];
            _starts[sequence] = count;
            count += length * length;
        }

        Grow(ref _buckets, count);
        for (var sequence = 0; sequence + 1 < offsets.Length; sequence++)
        {
            var ofSequence = times[offsets[sequence]..offsets[sequence + 1]];
            for (var place = 0; place < ofSequence.Length; place++)
            {
                var row = _buckets.AsSpan(_starts[sequence] + (place * ofSequence.Length), place + 1);
                for (var earlier = 0; earlier <= place; earlier++)
                {
                    row[earlier] = ofSequence[place] < 0 || ofSequence[earlier] < 0 ? (byte)0 : TimeGapClass(ofSequence[place] - ofSequence[earlier]);
                }
            }
        }
    }

    /// <summary>The class of a time between two places.</summary>
    /// <param name="milliseconds">The time; less than a second counts as none.</param>
    public static byte TimeGapClass(long milliseconds)
    {
        var seconds = (ulong)Math.Max(0, milliseconds / 1000);
        if (seconds == 0)
        {
            return 0;
        }

        // The bit behind the highest tells the lower half of a doubling from the upper.
        var doublings = 63 - System.Numerics.BitOperations.LeadingZeroCount(seconds);
        var half = doublings == 0 ? 0 : (int)(seconds >> (doublings - 1)) & 1;
        return (byte)Math.Min(1 + (2 * doublings) + half, TimeGapClasses - 1);
    }

    /// <summary>The numbers of one place and all before it.</summary>
    internal ReadOnlySpan<byte> Row(int sequence, int length, int place) => _buckets.AsSpan(_starts[sequence] + (place * length), place + 1);

    private static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = new T[Math.Max(length, 2 * array.Length)];
        }
    }
}

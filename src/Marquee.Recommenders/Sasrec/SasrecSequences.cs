using Marquee.Data;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Some histories laid end to end as the network reads them: each begins with a place that stands for "nothing yet", and each item has a place behind it. Kept and filled again.</summary>
internal sealed class SasrecSequences
{
    /// <summary>Stands for the place before the first item.</summary>
    public const int Start = -1;

    private int[] _items = [];
    private int[] _places = [];
    private int[] _gaps = [];
    private long[] _times = [];
    private int[] _offsets = new int[1];

    /// <summary>Number of sequences.</summary>
    public int Count { get; private set; }

    /// <summary>Number of places.</summary>
    public int PlaceCount => _offsets[Count];

    /// <summary>The item at each place, <see cref="Start"/> before the first.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, PlaceCount);

    /// <summary>The number of each place in its sequence.</summary>
    public ReadOnlySpan<int> Places => _places.AsSpan(0, PlaceCount);

    /// <summary>The class of the time since the item before; -1 where there is none.</summary>
    public ReadOnlySpan<int> Gaps => _gaps.AsSpan(0, PlaceCount);

    /// <summary>The time at each place, -1 where unknown.</summary>
    public ReadOnlySpan<long> Times => _times.AsSpan(0, PlaceCount);

    /// <summary>Where each sequence starts; one more than there are.</summary>
    public ReadOnlySpan<int> Offsets => _offsets.AsSpan(0, Count + 1);

    /// <summary>The buckets of all pairs, once asked for.</summary>
    public PairBuckets Pairs { get; } = new();

    /// <summary>Forgets all sequences.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds one.</summary>
    /// <param name="items">Its items, oldest first.</param>
    /// <param name="times">Their times, or nothing.</param>
    public void Add(ReadOnlySpan<int> items, ReadOnlySpan<long> times)
    {
        var first = PlaceCount;
        Grow(ref _offsets, Count + 2);
        Grow(ref _items, first + items.Length + 1);
        Grow(ref _places, _items.Length);
        Grow(ref _gaps, _items.Length);
        Grow(ref _times, _items.Length);
        (_items[first], _places[first], _gaps[first], _times[first]) = (Start, 0, -1, -1);
        for (var index = 0; index < items.Length; index++)
        {
            var place = first + 1 + index;
            _items[place] = items[index];
            _places[place] = index + 1;
            _times[place] = times.IsEmpty || times[index] == EventLog.NoTime ? -1 : Math.Max(0, times[index]);
            _gaps[place] = index == 0 || _times[place] < 0 || _times[place - 1] < 0 ? -1 : PairBuckets.TimeGapClass(_times[place] - _times[place - 1]);
        }

        Count++;
        _offsets[Count] = first + items.Length + 1;
    }

    private static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            Array.Resize(ref array, Math.Max(length, 2 * array.Length));
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Numerics;

/// <summary>Selects the largest of many numbers without sorting them and without allocating.</summary>
/// <remarks>
/// A heap holds the best so far with the worst of them at its root; the numbers stream past in vectors, and only a vector with a number above the root is
/// looked into. For numbers in random order about <c>k * ln(n / k)</c> of <c>n</c> are, so the time is that of reading the numbers once.
/// </remarks>
public static unsafe class TopK
{
    /// <summary>Selects the largest numbers, ordered by number descending, then by index ascending. NaN is lower than every number.</summary>
    /// <param name="scores">The numbers.</param>
    /// <param name="indices">Receives the indices of the selected; its length is how many are wanted, <c>k</c>.</param>
    /// <param name="values">Receives the selected numbers; as long as <paramref name="indices"/>.</param>
    /// <param name="excluded">Indices that must not be selected, ascending; those outside of <paramref name="scores"/> are ignored.</param>
    /// <returns>How many were selected: <c>k</c>, or fewer where there are not as many candidates.</returns>
    /// <remarks>O(n + k log k log n) for numbers in random order, O(n log k) at worst.</remarks>
    /// <exception cref="ArgumentException"><paramref name="indices"/> and <paramref name="values"/> differ in length.</exception>
    public static int Select(ReadOnlySpan<float> scores, Span<int> indices, Span<float> values, ReadOnlySpan<int> excluded = default) =>
        Select(SimdWidths.Chosen, scores, indices, values, excluded);

    /// <summary>As above, with vectors of a given width.</summary>
    internal static int Select(SimdWidth width, ReadOnlySpan<float> scores, Span<int> indices, Span<float> values, ReadOnlySpan<int> excluded)
    {
        if (indices.Length != values.Length)
        {
            throw new ArgumentException($"There is room for {indices.Length} indices and {values.Length} values; both must be the number wanted.", nameof(values));
        }

        if (indices.IsEmpty)
        {
            return 0;
        }

        fixed (float* score = scores)
        {
            return width switch
            {
                SimdWidth.Vector512 => Select<Vector512Lanes, Vector512<float>>(score, scores.Length, indices, values, excluded),
                SimdWidth.Vector256 => Select<Vector256Lanes, Vector256<float>>(score, scores.Length, indices, values, excluded),
                _ => Select<ScalarLanes, float>(score, scores.Length, indices, values, excluded),
            };
        }
    }

    private static int Select<TLanes, TVector>(float* scores, int count, Span<int> indices, Span<float> values, ReadOnlySpan<int> excluded)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var heap = new Heap(indices, values, excluded);
        var index = 0;
        // NaN at the root says nothing about what beats it, so vectors wait until it is gone.
        for (; index < count && (!heap.IsFull || float.IsNaN(heap.Threshold)); index++)
        {
            heap.Offer(index, scores[index]);
        }

        index = Scan<TLanes, TVector>(scores, index, count, ref heap);
        for (; index < count; index++)
        {
            heap.Offer(index, scores[index]);
        }

        return heap.Sort();
    }

    // The number of the vector that beats the threshold is found without branching on each of four vectors.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Scan<TLanes, TVector>(float* scores, int index, int count, ref Heap heap)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var width = TLanes.Count;
        if (index == count)
        {
            return index;
        }

        var threshold = TLanes.Create(heap.Threshold);
        for (; index + 4 * width <= count; index += 4 * width)
        {
            var at = scores + index;
            var above = (ulong)TLanes.GreaterThan(TLanes.Load(at), threshold)
                | (ulong)TLanes.GreaterThan(TLanes.Load(at + width), threshold) << width;
            var aboveNext = (ulong)TLanes.GreaterThan(TLanes.Load(at + 2 * width), threshold)
                | (ulong)TLanes.GreaterThan(TLanes.Load(at + 3 * width), threshold) << width;
            if ((above | aboveNext) == 0)
            {
                continue;
            }

            for (; above != 0; above &= above - 1)
            {
                var found = index + (int)ulong.TrailingZeroCount(above);
                heap.Offer(found, scores[found]);
            }

            for (; aboveNext != 0; aboveNext &= aboveNext - 1)
            {
                var found = index + 2 * width + (int)ulong.TrailingZeroCount(aboveNext);
                heap.Offer(found, scores[found]);
            }

            threshold = TLanes.Create(heap.Threshold);
        }

        return index;
    }

    /// <summary>The best so far. Candidates come with ascending index, so one that only equals the root is worse than it.</summary>
    private ref struct Heap(Span<int> indices, Span<float> values, ReadOnlySpan<int> excluded)
    {
        private readonly Span<int> _indices = indices;
        private readonly Span<float> _values = values;
        private ReadOnlySpan<int> _excluded = excluded;
        private int _count;

        public readonly bool IsFull => _count == _values.Length;

        /// <summary>The worst of the best.</summary>
        public readonly float Threshold => _values[0];

        public void Offer(int index, float value)
        {
            if (IsFull && !IsAbove(value, _values[0]))
            {
                return;
            }

            while (!_excluded.IsEmpty && _excluded[0] < index)
            {
                _excluded = _excluded[1..];
            }

            if (!_excluded.IsEmpty && _excluded[0] == index)
            {
                return;
            }

            if (IsFull)
            {
                SiftDown(_count, index, value);
            }
            else
            {
                SiftUp(_count++, index, value);
            }
        }

        /// <summary>Puts the best first.</summary>
        public readonly int Sort()
        {
            for (var end = _count - 1; end > 0; end--)
            {
                var (index, value) = (_indices[end], _values[end]);
                (_indices[end], _values[end]) = (_indices[0], _values[0]);
                SiftDown(end, index, value);
            }

            return _count;
        }

        private readonly void SiftUp(int at, int index, float value)
        {
            while (at > 0)
            {
                var parent = (at - 1) / 2;
                if (!IsWorse(index, value, _indices[parent], _values[parent]))
                {
                    break;
                }

                (_indices[at], _values[at]) = (_indices[parent], _values[parent]);
                at = parent;
            }

            (_indices[at], _values[at]) = (index, value);
        }

        // Lets a new element sink from the root of the first `count`.
        private readonly void SiftDown(int count, int index, float value)
        {
            var at = 0;
            while (true)
            {
                var child = 2 * at + 1;
                if (child >= count)
                {
                    break;
                }

                if (child + 1 < count && IsWorse(_indices[child + 1], _values[child + 1], _indices[child], _values[child]))
                {
                    child++;
                }

                if (!IsWorse(_indices[child], _values[child], index, value))
                {
                    break;
                }

                (_indices[at], _values[at]) = (_indices[child], _values[child]);
                at = child;
            }

            (_indices[at], _values[at]) = (index, value);
        }

        private static bool IsAbove(float value, float other) => value > other || (float.IsNaN(other) && !float.IsNaN(value));

        private static bool IsWorse(int index, float value, int otherIndex, float other) =>
            IsAbove(other, value) || (index > otherIndex && !IsAbove(value, other));
    }
}

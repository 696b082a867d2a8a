namespace Marquee.Content;

/// <summary>The nearest so far, the farthest of them at the root: of two that are equally far, the one of the higher index is farther.</summary>
internal ref struct NearestHeap(Span<int> indices, Span<float> squares)
{
    private readonly Span<int> _indices = indices;
    private readonly Span<float> _squares = squares;
    private int _count;

    /// <summary>What a further candidate may be away at most, squared; infinite while there is room.</summary>
    public readonly float Limit => _count == _squares.Length ? _squares[0] : float.PositiveInfinity;

    public void Offer(int index, float square)
    {
        if (_count < _squares.Length)
        {
            var at = _count++;
            while (at > 0)
            {
                var parent = (at - 1) / 2;
                if (!IsFarther(index, square, _indices[parent], _squares[parent]))
                {
                    break;
                }

                (_indices[at], _squares[at]) = (_indices[parent], _squares[parent]);
                at = parent;
            }

            (_indices[at], _squares[at]) = (index, square);
        }
        else if (_count > 0 && IsFarther(_indices[0], _squares[0], index, square))
        {
            Sink(_count, index, square);
        }
    }

    /// <summary>Puts the nearest first.</summary>
    public readonly void Sort()
    {
        for (var end = _count - 1; end > 0; end--)
        {
            var (index, square) = (_indices[end], _squares[end]);
            (_indices[end], _squares[end]) = (_indices[0], _squares[0]);
            Sink(end, index, square);
        }
    }

    private static bool IsFarther(int index, float square, int otherIndex, float otherSquare) =>
        square > otherSquare || (square == otherSquare && index > otherIndex);

    private readonly void Sink(int count, int index, float square)
    {
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= count)
            {
                break;
            }

            if (child + 1 < count && IsFarther(_indices[child + 1], _squares[child + 1], _indices[child], _squares[child]))
            {
                child++;
            }

            if (!IsFarther(_indices[child], _squares[child], index, square))
            {
                break;
            }

            (_indices[at], _squares[at]) = (_indices[child], _squares[child]);
            at = child;
        }

        (_indices[at], _squares[at]) = (index, square);
    }
}

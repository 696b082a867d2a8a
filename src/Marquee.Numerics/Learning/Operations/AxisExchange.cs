namespace Marquee.Numerics.Learning;

/// <summary>Exchanges two axes of numbers that lie as <c>outer x first x middle x second x inner</c>.</summary>
internal readonly unsafe record struct AxisExchange(int Outer, int First, int Middle, int Second, int Inner)
{
    // A square of this side lies in the first-level cache whole, whichever way it is walked.
    private const int Side = 32;

    /// <summary>The way back.</summary>
    public AxisExchange Inverse => new(Outer, Second, Middle, First, Inner);

    /// <summary>Writes or adds the numbers in their new order, <c>outer x second x middle x first x inner</c>.</summary>
    public void Run(float* source, float* target, bool add)
    {
        for (var block = 0; block < Outer; block++)
        {
            var offset = (nint)block * First * Middle * Second * Inner;
            for (var middle = 0; middle < Middle; middle++)
            {
                for (var first = 0; first < First; first += Side)
                {
                    for (var second = 0; second < Second; second += Side)
                    {
                        RunSquare(source + offset, target + offset, add, middle, first, Math.Min(First, first + Side), second, Math.Min(Second, second + Side));
                    }
                }
            }
        }
    }

    private void RunSquare(float* source, float* target, bool add, int middle, int firstStart, int firstEnd, int secondStart, int secondEnd)
    {
        for (var second = secondStart; second < secondEnd; second++)
        {
            for (var first = firstStart; first < firstEnd; first++)
            {
                var from = source + (((nint)first * Middle + middle) * Second + second) * Inner;
                var to = target + (((nint)second * Middle + middle) * First + first) * Inner;
                if (Inner == 1)
                {
                    *to = add ? *to + *from : *from;
                }
                else if (add)
                {
                    ElementKernels.Chosen.Add(from, to, Inner);
                }
                else
                {
                    new ReadOnlySpan<float>(from, Inner).CopyTo(new Span<float>(to, Inner));
                }
            }
        }
    }
}

namespace Marquee.Media;

/// <summary>Of which lines (or columns) each new one is made, and with what weights: the mean over the area that it covers where they become fewer, the two nearest where they become more.</summary>
internal sealed class AxisWeights
{
    private readonly int[] _starts;
    private readonly int[] _offsets;
    private readonly float[] _weights;

    /// <summary>Weights from one length to another.</summary>
    public AxisWeights(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(to);
        var weights = new List<float>();
        (_starts, _offsets) = (new int[to], new int[to + 1]);
        var scale = (double)from / to;
        for (var index = 0; index < to; index++)
        {
            _starts[index] = scale > 1 ? AddArea(weights, index * scale, (index + 1) * scale, from) : AddNearest(weights, ((index + 0.5) * scale) - 0.5, from);
            _offsets[index + 1] = weights.Count;
        }

        _weights = [.. weights];
    }

    /// <summary>The first old line of a new one.</summary>
    public int Start(int index) => _starts[index];

    /// <summary>Weights of it and those that follow; their sum is 1.</summary>
    public ReadOnlySpan<float> Weights(int index) => _weights.AsSpan(_offsets[index].._offsets[index + 1]);

    /// <summary>Makes one line shorter or longer.</summary>
    public void Apply(ReadOnlySpan<float> source, Span<float> target, int channels)
    {
        for (var index = 0; index < _starts.Length; index++)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                var at = (_starts[index] * channels) + channel;
                var sum = 0f;
                foreach (var weight in Weights(index))
                {
                    sum += weight * source[at];
                    at += channels;
                }

                target[(index * channels) + channel] = sum;
            }
        }
    }

    private static int AddArea(List<float> weights, double start, double end, int from)
    {
        var first = Math.Min((int)start, from - 1);
        for (var at = first; at < from && (at < end - 1e-9 || at == first); at++)
        {
            weights.Add((float)((Math.Min(end, at + 1) - Math.Max(start, at)) / (end - start)));
        }

        return first;
    }

    private static int AddNearest(List<float> weights, double centre, int from)
    {
        var first = Math.Clamp((int)Math.Floor(centre), 0, from - 1);
        var rest = (float)Math.Clamp(centre - first, 0, 1);
        if (rest == 0 || first == from - 1)
        {
            weights.Add(1);
        }
        else
        {
            weights.Add(1 - rest);
            weights.Add(rest);
        }

        return first;
    }
}

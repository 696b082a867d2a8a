namespace Marquee.Media;

/// <summary>Reads a wave at places between its samples, and at another speed, without the mirrored frequencies that a line from sample to sample makes.</summary>
/// <remarks>
/// A sinc under a window of Hann, eight zero crossings either way, from a table with 256 places a crossing and lines between them; when a wave is read faster than one sample at a time the sinc is as much wider, so that what would
/// lie above half of the new rate is left out. Outside of the wave is silence. O(16 x max(1, step)) a sample. Source: Smith, Digital Audio Resampling, 2002.
/// </remarks>
internal static class WaveInterpolator
{
    private const int Crossings = 8;
    private const int Places = 256;

    private static readonly float[] Table = MakeTable();

    /// <summary>Reads a wave.</summary>
    /// <param name="source">The wave.</param>
    /// <param name="first">Where the first sample is read, in samples; anywhere.</param>
    /// <param name="step">From one sample read to the next, above 0.</param>
    /// <param name="target">What is read.</param>
    public static void Read(ReadOnlySpan<float> source, double first, double step, Span<float> target)
    {
        var density = Math.Min(1, 1 / step);
        var reach = Crossings / density;
        for (var at = 0; at < target.Length; at++)
        {
            var place = first + (at * step);
            var from = Math.Max(0, (int)Math.Min(source.Length, Math.Ceiling(place - reach)));
            var to = Math.Min(source.Length - 1, (int)Math.Max(-1, Math.Floor(place + reach)));
            var sum = 0f;
            for (var sample = from; sample <= to; sample++)
            {
                var distance = (float)(Math.Abs(sample - place) * density * Places);
                var before = Math.Min((int)distance, (Crossings * Places) - 1);
                sum += source[sample] * (Table[before] + ((distance - before) * (Table[before + 1] - Table[before])));
            }

            target[at] = sum * (float)density;
        }
    }

    private static float[] MakeTable()
    {
        var table = new float[(Crossings * Places) + 1];
        table[0] = 1;
        for (var at = 1; at < table.Length; at++)
        {
            var x = Math.PI * at / Places;
            table[at] = (float)(Math.Sin(x) / x * (0.5 + (0.5 * Math.Cos(x / Crossings))));
        }

        return table;
    }
}

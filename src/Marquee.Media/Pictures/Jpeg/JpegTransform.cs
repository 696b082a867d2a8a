using System.Runtime.CompilerServices;

namespace Marquee.Media;

/// <summary>
/// The inverse cosine transform of a block in whole numbers: the factorisation of Loeffler, Ligtenberg and Moschytz (1989) with constants of 13 bits, columns first, as the common reference decoder does it.
/// </summary>
internal static class JpegTransform
{
    private const int Bits = 13;
    private const int Kept = 2;

    /// <summary>Turns coefficients into samples from 0 to 255.</summary>
    /// <param name="block">64 coefficients in natural order, before they are multiplied by their steps.</param>
    /// <param name="steps">64 steps in natural order.</param>
    /// <param name="target">Where the first sample goes.</param>
    /// <param name="stride">Samples from one line to the next.</param>
    public static void Inverse(ReadOnlySpan<short> block, ReadOnlySpan<int> steps, Span<byte> target, int stride)
    {
        if (!block[1..].ContainsAnyExcept((short)0))
        {
            // Both passes of a constant, together.
            var sample = Sample(Descale((block[0] * steps[0]) << Kept, Kept + 3));
            for (var row = 0; row < 8; row++)
            {
                target.Slice(row * stride, 8).Fill(sample);
            }

            return;
        }

        Span<int> between = stackalloc int[64];
        for (var column = 0; column < 8; column++)
        {
            if (block[column + 8] == 0 && block[column + 16] == 0 && block[column + 24] == 0 && block[column + 32] == 0
                && block[column + 40] == 0 && block[column + 48] == 0 && block[column + 56] == 0)
            {
                var constant = (block[column] * steps[column]) << Kept;
                for (var row = 0; row < 8; row++)
                {
                    between[(8 * row) + column] = constant;
                }

                continue;
            }

            var line = new Line(
                block[column] * steps[column], block[column + 8] * steps[column + 8], block[column + 16] * steps[column + 16], block[column + 24] * steps[column + 24],
                block[column + 32] * steps[column + 32], block[column + 40] * steps[column + 40], block[column + 48] * steps[column + 48], block[column + 56] * steps[column + 56]);
            line.Transform();
            const int Shift = Bits - Kept;
            between[column] = Descale(line.A, Shift);
            between[column + 8] = Descale(line.B, Shift);
            between[column + 16] = Descale(line.C, Shift);
            between[column + 24] = Descale(line.D, Shift);
            between[column + 32] = Descale(line.E, Shift);
            between[column + 40] = Descale(line.F, Shift);
            between[column + 48] = Descale(line.G, Shift);
            between[column + 56] = Descale(line.H, Shift);
        }

        for (var row = 0; row < 8; row++)
        {
            var values = between.Slice(8 * row, 8);
            var samples = target.Slice(row * stride, 8);
            var line = new Line(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7]);
            line.Transform();
            const int Shift = Bits + Kept + 3;
            samples[0] = Sample(Descale(line.A, Shift));
            samples[1] = Sample(Descale(line.B, Shift));
            samples[2] = Sample(Descale(line.C, Shift));
            samples[3] = Sample(Descale(line.D, Shift));
            samples[4] = Sample(Descale(line.E, Shift));
            samples[5] = Sample(Descale(line.F, Shift));
            samples[6] = Sample(Descale(line.G, Shift));
            samples[7] = Sample(Descale(line.H, Shift));
        }
    }

    private static int Descale(int value, int bits) => (value + (1 << (bits - 1))) >> bits;

    private static byte Sample(int value) => (byte)Math.Clamp(value + 128, 0, 255);

    // Eight numbers in place; a struct of fields so that they stay in registers.
    private struct Line(int a, int b, int c, int d, int e, int f, int g, int h)
    {
        public int A = a, B = b, C = c, D = d, E = e, F = f, G = g, H = h;

        // Constants times 2^13: 2446 is 0.298631336, 16819 is 2.053119869, 25172 is 3.072711026, 12299 is 1.501321110, 7373 is 0.899976223, 20995 is 2.562915447, 16069 is 1.961570560,
        // 3196 is 0.390180644, 9633 is 1.175875602, 4433 is 0.541196100, 15137 is 1.847759065, 6270 is 0.765366865.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Transform()
        {
            var turn = (C + G) * 4433;
            var even2 = turn - (G * 15137);
            var even3 = turn + (C * 6270);
            var even0 = (A + E) << Bits;
            var even1 = (A - E) << Bits;
            var (sum0, sum3, sum1, sum2) = (even0 + even3, even0 - even3, even1 + even2, even1 - even2);

            var (outer, inner, high, low) = (H + B, F + D, H + D, F + B);
            var all = (high + low) * 9633;
            outer *= -7373;
            inner *= -20995;
            high = (high * -16069) + all;
            low = (low * -3196) + all;
            var odd0 = (H * 2446) + outer + high;
            var odd1 = (F * 16819) + inner + low;
            var odd2 = (D * 25172) + inner + high;
            var odd3 = (B * 12299) + outer + low;

            (A, H) = (sum0 + odd3, sum0 - odd3);
            (B, G) = (sum1 + odd2, sum1 - odd2);
            (C, F) = (sum2 + odd1, sum2 - odd1);
            (D, E) = (sum3 + odd0, sum3 - odd0);
        }
    }
}

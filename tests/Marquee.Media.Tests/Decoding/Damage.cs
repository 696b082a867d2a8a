using Marquee.Numerics;

namespace Marquee.Media.Tests;

/// <summary>Makes damaged files of good ones, the same for a seed.</summary>
internal static class Damage
{
    /// <summary>A copy that is cut, or has some of its bits, bytes or stretches changed.</summary>
    public static byte[] Of(byte[] good, SplittableRandom random)
    {
        if (random.Next(5) == 0)
        {
            return good[..random.Next(good.Length)];
        }

        var bad = (byte[])good.Clone();
        for (var change = random.Next(4); change >= 0; change--)
        {
            var at = random.Next(bad.Length);
            switch (random.Next(4))
            {
                case 0:
                    bad[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bad[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bad[at] = (byte)(random.Next(2) * 255);
                    break;
                default:
                    var length = Math.Min(random.Next(32), bad.Length - at);
                    bad.AsSpan(random.Next(bad.Length - length), length).CopyTo(bad.AsSpan(at));
                    break;
            }
        }

        return bad;
    }

    /// <summary>Reads many damaged copies: each is read or refused, and nothing else happens.</summary>
    /// <returns>How many were refused.</returns>
    public static int Try(byte[] good, int times, ulong seed, Action<byte[]> read, Func<byte[], byte[]>? repair = null)
    {
        var refused = 0;
        for (var time = 0; time < times; time++)
        {
            var bad = Of(good, new SplittableRandom(seed).Split((ulong)time));
            try
            {
                read(repair is null ? bad : repair(bad));
            }
            catch (MediaException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Damage {time} of seed {seed}: {exception.Message}", exception);
            }
        }

        return refused;
    }
}

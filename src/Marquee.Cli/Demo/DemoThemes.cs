using Marquee.Content;
using Marquee.Data;
using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Cli.Demo;

/// <summary>How the titles of the demo service sound, as the feature <c>invented-sound</c>: statistics of timbre, harmony and rhythm (<see cref="SoundFeatures"/>) of an invented theme of one and a half seconds each.</summary>
/// <remarks>
/// A theme is composed by rule: what its genres are like in the mean decides how dark, fast, high and driven it is, the year what plays it, the id everything else. So what sounds alike is alike in genre and era, by construction; no film sounds so.
/// </remarks>
internal static class DemoThemes
{
    /// <summary>What the feature is named.</summary>
    public const string Name = "invented-sound";

    private const int Rate = 8000;
    private const int Length = Rate * 3 / 2;
    private const int Cycle = 1024;
    private const ulong Seed = 42;

    /// <summary>What each genre is like, from -1 to 1.</summary>
    private static readonly Dictionary<string, Character> Genres = new()
    {
        ["drama"] = new(0.2, -0.3, -0.1, -0.3),
        ["comedy"] = new(-0.6, 0.3, 0.4, 0.2),
        ["romance"] = new(-0.2, -0.4, 0.2, -0.5),
        ["thriller"] = new(0.6, 0.2, -0.4, 0.2),
        ["crime"] = new(0.5, 0, -0.4, 0.1),
        ["adventure"] = new(-0.3, 0.4, 0.1, 0.5),
        ["action"] = new(0.1, 0.8, -0.1, 0.9),
        ["fantasy"] = new(-0.1, -0.1, 0.5, -0.2),
        ["science-fiction"] = new(0.1, 0.1, -0.2, 0.1),
        ["family"] = new(-0.7, 0.2, 0.6, 0),
        ["mystery"] = new(0.6, -0.2, 0, -0.3),
        ["animation"] = new(-0.7, 0.4, 0.7, 0.2),
        ["history"] = new(0.1, -0.2, -0.2, 0.1),
        ["horror"] = new(1, -0.4, -0.8, -0.1),
        ["war"] = new(0.4, 0.3, -0.5, 0.8),
        ["musical"] = new(-0.6, 0.4, 0.3, 0.5),
        ["music"] = new(-0.4, 0.5, 0.1, 0.6),
        ["documentary"] = new(0, -0.2, 0, -0.4),
        ["western"] = new(0.1, 0.1, -0.3, 0.3),
        ["sport"] = new(-0.3, 0.6, 0, 0.7),
        ["film-noir"] = new(0.7, -0.4, -0.5, -0.2),
    };

    /// <summary>The vectors of the themes, each number with mean 0 and deviation 1.</summary>
    /// <param name="catalogue">The catalogue of the demo service.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static ItemEmbedding Embed(IReadOnlyList<Item> catalogue, CancellationToken cancellationToken)
    {
        var features = new SoundFeatures(new SoundFeatureOptions { Rate = Rate });
        var vectors = new DenseMatrix(catalogue.Count, features.Dimensions);
        ParallelBlocks.For(catalogue.Count, 32, 0, (start, end, _) =>
        {
            for (var item = start; item < end; item++)
            {
                features.Of(Compose(catalogue[item])).CopyTo(vectors.Row(item));
            }
        },
        cancellationToken);
        ColumnScale.Of(vectors).Apply(vectors);
        return new ItemEmbedding(Name, new IdMap([.. catalogue.Select(item => item.Id)]), vectors);
    }

    /// <summary>The theme of an item: the same item always gets the same one.</summary>
    internal static Sound Compose(Item item)
    {
        var random = new SplittableRandom(Seed).Split(item.Id);
        Character[] parts = [.. item.Categories.Select(genre => Genres.GetValueOrDefault(genre, new Character(0, 0, 0, 0)))];
        var dark = Mean(parts, part => part.Dark);
        var step = (int)(Rate * 30 / (96 * Math.Pow(2, Mean(parts, part => part.Fast) + (0.12 * random.NextGaussian()))));
        var root = 220 * Math.Pow(2, (0.9 * Mean(parts, part => part.High)) + ((random.Next(7) - 3) / 12.0));
        var drive = 0.1 + (0.5 * Math.Max(0, Mean(parts, part => part.Driven)));
        int[] chord = dark + (0.3 * random.NextGaussian()) > 0.15 ? [0, 3, 7, 12, 10, 15] : [0, 4, 7, 12, 9, 16];
        var (wave, hiss) = Instrument(item.Year ?? 2000);
        var samples = new float[Length];
        for (var (start, note) = (0, 0); start < Length; start += step, note++)
        {
            var degree = note == 0 ? 0 : chord[random.Next(chord.Length)];
            Play(samples, start, 2 * step, root * Math.Pow(2, degree / 12.0), 0.5f, wave);
            if (note % 2 == 0)
            {
                Beat(samples, start, (float)drive, random);
            }
        }

        Play(samples, 0, Length * 4, root / 2, (float)(0.1 + (0.25 * Math.Max(0, dark))), wave);
        for (var moment = 0; moment < Length; moment++)
        {
            samples[moment] += hiss * ((random.NextSingle() * 2) - 1);
        }

        return new Sound(Rate, 1, samples);
    }

    private static double Mean(Character[] parts, Func<Character, double> of) => parts.Length == 0 ? 0 : parts.Average(of);

    /// <summary>What plays in a year: one cycle of it, and how much it hisses. Old records, an organ, a synthesiser, a piano of today.</summary>
    private static (float[] Cycle, float Hiss) Instrument(int year)
    {
        float[] partials = year switch
        {
            < 1950 => [1, 0.15f],
            < 1980 => [1, 0, 0.5f, 0, 0.25f],
            < 2000 => [1, 0.5f, 0.33f, 0.25f, 0.2f, 0.17f],
            _ => [1, 0.4f, 0.1f],
        };
        var cycle = new float[Cycle];
        for (var place = 0; place < Cycle; place++)
        {
            for (var partial = 0; partial < partials.Length; partial++)
            {
                cycle[place] += partials[partial] * MathF.Sin(2 * MathF.PI * place * (partial + 1) / Cycle) / 2;
            }
        }

        return (cycle, year < 1950 ? 0.05f : 0.002f);
    }

    /// <summary>Adds a note that dies away.</summary>
    private static void Play(float[] samples, int start, int length, double frequency, float level, float[] wave)
    {
        var (phase, advance) = (0.0, frequency * Cycle / Rate);
        var decay = MathF.Exp(-4f / length);
        for (var moment = start; moment < Math.Min(samples.Length, start + length); moment++)
        {
            samples[moment] += level * wave[(int)phase & (Cycle - 1)];
            phase += advance;
            level *= decay;
        }
    }

    /// <summary>Adds a stroke of a drum.</summary>
    private static void Beat(float[] samples, int start, float level, SplittableRandom random)
    {
        for (var moment = start; moment < Math.Min(samples.Length, start + (Rate / 12)); moment++)
        {
            samples[moment] += level * ((random.NextSingle() * 2) - 1);
            level *= 0.994f;
        }
    }

    /// <summary>What something is like, each from -1 to 1.</summary>
    private sealed record Character(double Dark, double Fast, double High, double Driven);
}

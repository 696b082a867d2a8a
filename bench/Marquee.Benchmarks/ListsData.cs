using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>
/// Writes a made-up data set as LightGCN publishes its own, <c>train.txt</c> and <c>test.txt</c> of <c>user item item ...</c>: 30,000 users, 40,000 items, 800,000 pairs, a fifth of each user's for the test.
/// </summary>
/// <remarks>
/// Items belong to tastes and are popular by a power law within them; a user has a few tastes, and takes one item in five from anywhere. How many items a user has is lognormal.
/// The same seed gives the same files.
/// </remarks>
internal static class ListsData
{
    private const int Users = 30_000;
    private const int Items = 40_000;
    private const int Pairs = 800_000;
    private const int FewestOfUser = 5;
    private const int Tastes = 100;
    private const int TastesOfUser = 3;
    private const double Anywhere = 0.2;
    private const double PowerLaw = 0.8;
    private const double TestShare = 0.2;
    private const ulong Seed = 42;

    public static void Run(BenchmarkOptions options)
    {
        var folder = options.OutputDirectory ?? throw new ArgumentException("lists-data needs to know where to write: --out DIR.");
        Directory.CreateDirectory(folder);
        var random = new SplittableRandom(Seed);
        var catalogue = Enumerable.Range(0, Items).ToArray();
        random.Split("items").Shuffle<int>(catalogue);
        // Item n of the shuffled catalogue belongs to taste n modulo their number, so that each taste has its hits.
        var everything = new Popularity(catalogue);
        var ofTaste = Enumerable.Range(0, Tastes).Select(taste => new Popularity([.. catalogue.Where((_, place) => place % Tastes == taste)])).ToArray();
        var counts = Counts(random.Split("activity"));
        using var train = new StreamWriter(Path.Combine(folder, "train.txt"));
        using var test = new StreamWriter(Path.Combine(folder, "test.txt"));
        for (var user = 0; user < Users; user++)
        {
            var own = random.Split((ulong)user);
            var tastes = Enumerable.Range(0, TastesOfUser).Select(_ => own.Next(Tastes)).ToArray();
            var items = new List<int>();
            var chosen = new HashSet<int>();
            while (items.Count < counts[user])
            {
                var item = (own.NextDouble() < Anywhere ? everything : ofTaste[tastes[own.Next(TastesOfUser)]]).Draw(own);
                if (chosen.Add(item))
                {
                    items.Add(item);
                }
            }

            var held = (int)(TestShare * items.Count);
            train.WriteLine($"{user} {string.Join(' ', items.Skip(held))}");
            test.WriteLine($"{user} {string.Join(' ', items.Take(held))}");
        }

        Console.WriteLine($"{Path.Combine(folder, "train.txt")} and test.txt: {Users} users, {Items} items, {counts.Sum()} pairs.");
    }

    // Lognormal, and exactly as many in all as there should be.
    private static int[] Counts(SplittableRandom random)
    {
        var wishes = Enumerable.Range(0, Users).Select(_ => Math.Exp(random.NextGaussian())).ToArray();
        var scale = (Pairs - (double)FewestOfUser * Users) / wishes.Sum();
        // No user runs out of what their tastes hold.
        var counts = Array.ConvertAll(wishes, wish => FewestOfUser + Math.Min((int)(scale * wish), Items / Tastes * TastesOfUser / 2));
        for (var missing = Pairs - counts.Sum(); missing > 0; missing--)
        {
            counts[random.Next(Users)]++;
        }

        return counts;
    }

    /// <summary>Draws from a list whose items are the less likely the later they come.</summary>
    private sealed class Popularity
    {
        private readonly int[] _items;
        private readonly double[] _cumulative;

        public Popularity(int[] items)
        {
            _items = items;
            _cumulative = new double[items.Length];
            var sum = 0.0;
            for (var place = 0; place < items.Length; place++)
            {
                sum += Math.Pow(place + 1, -PowerLaw);
                _cumulative[place] = sum;
            }
        }

        public int Draw(SplittableRandom random)
        {
            var place = _cumulative.AsSpan().BinarySearch(random.NextDouble() * _cumulative[^1]);
            return _items[Math.Min(place < 0 ? ~place : place, _items.Length - 1)];
        }
    }
}

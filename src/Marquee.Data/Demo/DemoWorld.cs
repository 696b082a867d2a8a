using Marquee.Numerics;

namespace Marquee.Data.Demo;

/// <summary>
/// The item side of the taste model: how much each item speaks to each circle, how good and how well known it is, and when it came to the service.
/// </summary>
public sealed class DemoWorld
{
    /// <summary>Number of simulated days.</summary>
    public const int Days = 730;

    private readonly float[][] _prominence;

    internal DemoWorld(IReadOnlyList<Item> items, DemoOptions options)
    {
        Items = items;
        Start = options.Start;
        var random = new SplittableRandom(options.Seed).Split("items");
        CircleAppeal = TasteCircle.All.Select(circle => Standardize(items.Select(circle.Appeal))).ToArray();
        CircleFavourites = CircleAppeal.Select(Favourites).ToArray();
        Themes = [.. items.SelectMany(item => item.Labels).Distinct().Order(StringComparer.Ordinal)];
        var themeIndex = Themes.Select((theme, index) => (theme, index)).ToDictionary(pair => pair.theme, pair => pair.index);
        ItemsOf = items.SelectMany((item, index) => item.People.Select(person => (person.Name, index)))
            .GroupBy(credit => credit.Name, credit => credit.index, StringComparer.Ordinal)
            .ToDictionary(credits => credits.Key, credits => credits.Distinct().ToArray(), StringComparer.Ordinal);
        Closeness = DemoCountry.All.ToDictionary(country => country, country => items.Select(item => Close(country, item)).ToArray());
        ThemesOf = items.Select(item => item.Labels.Select(theme => themeIndex[theme]).ToArray()).ToArray();
        Quality = new double[items.Count];
        Renown = new double[items.Count];
        LaunchDay = new int[items.Count];
        for (var item = 0; item < items.Count; item++)
        {
            var own = random.Split(items[item].Id);
            Quality[item] = own.NextGaussian();
            // Fame follows quality only loosely, and its spread makes the long tail.
            Renown[item] = 0.35 * Quality[item] + 0.95 * own.NextGaussian();
            LaunchDay[item] = Launch(items[item], own);
        }

        Items = [.. items.Select((item, index) => LaunchDay[index] > 0 ? item with { AvailableFrom = new DateTimeOffset(Start.AddDays(LaunchDay[index]), TimeOnly.MinValue, TimeSpan.Zero) } : item)];

        _prominence = Enumerable.Range(0, Days).Select(day => Prominence(day, options)).ToArray();
    }

    /// <summary>The catalogue, in the order of all arrays here. What was not there from the start says since when it is available.</summary>
    public IReadOnlyList<Item> Items { get; }

    /// <summary>Day 0.</summary>
    public DateOnly Start { get; }

    /// <summary>How much each item speaks to each circle (<c>circles x items</c>); each circle's appeal has mean 0 and deviation 1.</summary>
    public IReadOnlyList<double[]> CircleAppeal { get; }

    /// <summary>The eighty items that speak most to each circle.</summary>
    public IReadOnlyList<int[]> CircleFavourites { get; }

    /// <summary>Every theme that some item has, in ordinal order.</summary>
    public IReadOnlyList<string> Themes { get; }

    /// <summary>The themes of each item, as indices into <see cref="Themes"/>.</summary>
    public IReadOnlyList<int[]> ThemesOf { get; }

    /// <summary>The items that each person took part in.</summary>
    public IReadOnlyDictionary<string, int[]> ItemsOf { get; }

    /// <summary>For each country, how close each item is to home: 1 from there, 0.5 in a language of the country, else 0.</summary>
    public IReadOnlyDictionary<DemoCountry, double[]> Closeness { get; }

    /// <summary>How good each item is, whatever one's taste: standard normal.</summary>
    public double[] Quality { get; }

    /// <summary>How well known each item is, on a logarithmic scale.</summary>
    public double[] Renown { get; }

    /// <summary>Day on which each item came to the service; 0 or less for those that were there from the start.</summary>
    public int[] LaunchDay { get; }

    /// <summary>
    /// How often each item is put before viewers on a day, beside its appeal: 0 before its launch, a boost that halves every ten days after it, and
    /// the exposure gap of <see cref="DemoOptions.OtherLanguagesExposure"/>.
    /// </summary>
    public ReadOnlySpan<float> ProminenceOn(int day) => _prominence[day];

    internal static double[] Standardize(IEnumerable<double> values)
    {
        var result = values.ToArray();
        var mean = result.Average();
        var deviation = Math.Sqrt(result.Average(value => (value - mean) * (value - mean)));
        return Array.ConvertAll(result, value => deviation == 0 ? 0 : (value - mean) / deviation);
    }

    private static double Close(DemoCountry country, Item item) =>
        item.Countries.Contains(country.Code) ? 1 : item.Language is { } language && country.Languages.Contains(language) ? 0.5 : 0;

    private static int[] Favourites(double[] appeal) =>
        [.. Enumerable.Range(0, appeal.Length).OrderByDescending(item => appeal[item]).Take(80)];

    private int Launch(Item item, SplittableRandom random)
    {
        var release = item.ReleaseDate ?? new DateOnly(item.Year ?? 1900, 7, 1);
        var releaseDay = release.DayNumber - Start.DayNumber;
        // A quarter of the older titles is licensed at some time during the two years; what is released meanwhile comes on its day.
        var licensed = random.NextDouble() < 0.25 ? random.Next(Days - 60) : 0;
        return Math.Min(Math.Max(releaseDay, licensed), Days - 30);
    }

    private float[] Prominence(int day, DemoOptions options)
    {
        var result = new float[Items.Count];
        for (var item = 0; item < result.Length; item++)
        {
            var age = day - LaunchDay[item];
            if (age < 0)
            {
                continue;
            }

            var boost = LaunchDay[item] > 0 ? 1 + 6 * Math.Pow(2, -age / 10.0) : 1;
            var exposure = Items[item].Language is null or "en" ? 1 : options.OtherLanguagesExposure;
            result[item] = (float)(boost * exposure);
        }

        return result;
    }
}

using Marquee.Numerics;

namespace Marquee.Data.Demo;

/// <summary>
/// The viewer side of the taste model: who somebody is and what they truly like. <see cref="Utility"/> is the truth that a model tries to recover.
/// </summary>
/// <remarks>
/// <para>
/// <c>utility(item, t) = 1.1 * circles(item, t) + 0.45 * era(item) + 0.5 * home(item) + 0.35 * own(item) + 0.25 * people(item) + 0.3 * quality(item)</c>
/// </para>
/// <para>
/// <c>circles</c>: appeal to the viewer's two or three <see cref="TasteCircle"/>s, weighted; over the two years the weights move in a straight line
/// from a first mixture to a second one that shares the first circle. <c>era</c>: 1 for items from the viewer's favourite years, falling off as a bell curve; the
/// favourite years lie around the age of twenty, or late, or anywhere. <c>home</c>: 1 for an item of the viewer's country, 0.5 for one in a language of it, 0 else. <c>own</c>: the viewer's own liking of each theme,
/// standard normal, averaged over the item's themes. <c>people</c>: 1 where one of the viewer's five favourite directors, creators or actors took part.
/// </para>
/// <para>An item is chosen with probability in proportion to <c>exp(determination * utility + renown) * prominence</c>.</para>
/// </remarks>
public sealed class DemoViewer
{
    private readonly double[] _before;
    private readonly double[] _after;

    internal DemoViewer(DemoWorld world, int number, DemoOptions options)
    {
        var random = new SplittableRandom(options.Seed).Split("viewers").Split((ulong)number);
        Country = PickCountry(random);
        var age = Math.Clamp((int)Math.Round(38 + 16 * random.NextGaussian()), 16, 88);
        var birthYear = world.Start.Year - age;
        var sixtyPlus = age >= 60;
        Determination = 1.35 * (sixtyPlus ? options.SixtyPlusShare : 1);
        // Log-normal: most watch a little, a few watch a great deal.
        WatchesPerYear = Math.Min(260, 28 * Math.Exp(0.75 * random.NextGaussian())) * (sixtyPlus ? options.SixtyPlusShare : 1);
        JoinDay = random.NextDouble() < 0.6 ? 0 : random.Next(DemoWorld.Days - 60);
        Circles = PickCircles(random);
        FavouriteYear = random.NextDouble() switch
        {
            < 0.55 => Math.Min(birthYear + 20 + 6 * random.NextGaussian(), world.Start.Year + 1),
            < 0.85 => world.Start.Year - 3,
            _ => 1930 + random.Next(90),
        };
        FavouritePeople = PickPeople(world, Circles[0].Circle, random);
        User = new User
        {
            Id = $"viewer-{number + 1:D4}",
            Attributes = new AttributeMap(
            [
                new("ageGroup", AgeGroup(age)),
                new("birthYear", birthYear.ToString()),
                new("country", Country.Code),
                new("gender", random.NextDouble() switch { < 0.49 => "female", < 0.98 => "male", _ => "other" }),
                new("simulated", "true"),
            ]),
        };
        var still = StillUtility(world, birthYear, random);
        _before = Array.ConvertAll(still, value => value);
        _after = still;
        foreach (var (circle, before, after) in Circles)
        {
            var appeal = world.CircleAppeal[circle];
            for (var item = 0; item < appeal.Length; item++)
            {
                _before[item] += 1.1 * before * appeal[item];
                _after[item] += 1.1 * after * appeal[item];
            }
        }
    }

    /// <summary>What the service knows of the viewer.</summary>
    public User User { get; }

    /// <summary>Where they live.</summary>
    public DemoCountry Country { get; }

    /// <summary>The circles they belong to (index into <see cref="TasteCircle.All"/>) with their weights on the first and on the last day.</summary>
    public IReadOnlyList<(int Circle, double Before, double After)> Circles { get; }

    /// <summary>The year whose items they like best.</summary>
    public double FavouriteYear { get; }

    /// <summary>Five people whose work they follow.</summary>
    public IReadOnlyCollection<string> FavouritePeople { get; }

    /// <summary>How closely their choices follow their taste: the factor on utility in the exponent.</summary>
    public double Determination { get; }

    /// <summary>Items that they start to watch in a year, on average.</summary>
    public double WatchesPerYear { get; }

    /// <summary>The day on which they joined.</summary>
    public int JoinDay { get; }

    /// <summary>How much they like an item on a day: about 0 for the average item, with a deviation of about 1.</summary>
    public double Utility(int item, int day)
    {
        var share = (double)day / DemoWorld.Days;
        return ((1 - share) * _before[item]) + (share * _after[item]);
    }

    private static string AgeGroup(int age) => age switch
    {
        < 25 => "16-24",
        < 40 => "25-39",
        < 60 => "40-59",
        _ => "60+",
    };

    private static DemoCountry PickCountry(SplittableRandom random)
    {
        var at = random.Next(DemoCountry.All.Sum(country => country.Share));
        foreach (var country in DemoCountry.All)
        {
            at -= country.Share;
            if (at < 0)
            {
                return country;
            }
        }

        return DemoCountry.All[^1];
    }

    private static List<(int Circle, double Before, double After)> PickCircles(SplittableRandom random)
    {
        var circles = Enumerable.Range(0, TasteCircle.All.Count).ToArray();
        random.Shuffle<int>(circles);
        // The first circle stays; the second gives way, in part, to the third. Squares add up to about 1, so nobody's taste is weaker for being mixed.
        var drift = 0.6 * random.NextDouble();
        return
        [
            (circles[0], 0.8, 0.8),
            (circles[1], 0.6, 0.6 - drift),
            (circles[2], 0, drift),
        ];
    }

    private static HashSet<string> PickPeople(DemoWorld world, int circle, SplittableRandom random)
    {
        var liked = world.CircleFavourites[circle];
        var people = new HashSet<string>(StringComparer.Ordinal);
        while (people.Count < 5)
        {
            var credits = world.Items[liked[random.Next(liked.Length)]].People;
            people.Add(credits[random.Next(credits.Count)].Name);
        }

        return people;
    }

    private double[] StillUtility(DemoWorld world, int birthYear, SplittableRandom random)
    {
        var tolerance = 8 + 14 * random.NextDouble();
        var own = random.Split("own");
        var ownTaste = world.Themes.Select(theme => own.Split(theme).NextGaussian()).ToArray();
        var ownLiking = DemoWorld.Standardize(world.ThemesOf.Select(themes => themes.Sum(theme => ownTaste[theme])));
        var home = world.Closeness[Country];
        var utility = new double[world.Items.Count];
        for (var item = 0; item < utility.Length; item++)
        {
            var distance = ((world.Items[item].Year ?? birthYear) - FavouriteYear) / tolerance;
            var era = Math.Exp(-0.5 * distance * distance);
            utility[item] = (0.45 * era) + (0.5 * home[item]) + (0.35 * ownLiking[item]) + (0.3 * world.Quality[item]);
        }

        foreach (var item in FavouritePeople.SelectMany(person => world.ItemsOf[person]).Distinct())
        {
            utility[item] += 0.25;
        }

        return utility;
    }
}

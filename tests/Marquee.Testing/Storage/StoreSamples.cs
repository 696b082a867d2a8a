using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Testing;

/// <summary>Records with everything that a store may lose.</summary>
public static class StoreSamples
{
    private static readonly string[] Kinds = [InteractionKinds.Watch, InteractionKinds.ThumbUp, InteractionKinds.Rating, "danced-to"];

    /// <summary>Ids that only differ in what careless code trims, folds or escapes.</summary>
    public static IReadOnlyList<string> OddIds { get; } =
    [
        "a", "A", " a", "a ", "a\n", "a\r\n", "a\tb", "a\"b", "a'b", "a\\b", "a;b", "a,b", "--", "%", "_", "NULL", "0", "00", "\u00E9", "e\u0301", "ß", "ss",
        "🎬", "👩‍👩‍👧", "日本語", "עברית", "\u0001", "\uFEFF", "\uFFFD", "\U0010FFFF", new string('x', 300),
    ];

    /// <summary>A user with everything set.</summary>
    public static User FullUser { get; } = new()
    {
        Id = "full user",
        OptedOut = true,
        Attributes = new AttributeMap([new("country", "NL"), new("birthYear", "1970"), new("", ""), new("odd \"name\"\n", "odd 'value' 🎬")]),
    };

    /// <summary>An item with everything set.</summary>
    public static Item FullItem { get; } = new()
    {
        Id = "full item",
        Title = "L'été \"quoted\" 🎬\nsecond line",
        Kind = "film",
        Year = -44,
        ReleaseDate = new DateOnly(1977, 5, 25),
        Countries = ["FR", "US"],
        Language = "fr",
        Categories = ["drama", "", "com\"edy"],
        Labels = ["grief", "grief", "söme"],
        People = [new Person("Ann O'Lee", "director"), new Person("", ""), new Person("Ann O'Lee", "cast")],
        Summary = "Tab \t in the middle.",
        AvailableFrom = new DateTimeOffset(2024, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(5.5)),
        AvailableUntil = new DateTimeOffset(9999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero),
        Hidden = true,
        Attributes = new AttributeMap([new("runtime", "92"), new("basedOn", "")]),
        Features = new FeatureMap(
        [
            new("visual", new float[] { 1.5f, -0.1f, float.Epsilon, float.MaxValue, 16777217f, 1f / 3 }),
            new("empty", Array.Empty<float>()),
        ]),
    };

    /// <summary>Interactions, each of whose fields is somewhere missing, extreme or odd.</summary>
    public static IReadOnlyList<Interaction> OddInteractions { get; } =
    [
        new() { UserId = "u", ItemId = "i", Kind = "watch" },
        new() { UserId = "u", ItemId = "i", Kind = "watch", Time = DateTimeOffset.UnixEpoch },
        new() { UserId = "u", ItemId = "i", Kind = "watch", Time = DateTimeOffset.FromUnixTimeMilliseconds(1), Progress = 0 },
        new() { UserId = "u", ItemId = "i", Kind = "watch", Time = new DateTimeOffset(2199, 12, 31, 23, 59, 59, 999, TimeSpan.Zero), Progress = 1 },
        new() { UserId = "u", ItemId = "i", Kind = "rating", Value = 0.1f, Session = "" },
        new() { UserId = "u", ItemId = "i", Kind = "rating", Value = float.MaxValue, Text = "note" },
        new() { UserId = "u", ItemId = "i", Kind = "rating", Value = -float.Epsilon, Text = "Note" },
        new() { UserId = "u", ItemId = "i", Kind = "rating", Value = 16777217f, Text = "note " },
        new() { UserId = "u", ItemId = "", Kind = "search", Text = "söme \"words\" '🎬'\n;", Session = "s 1" },
        new() { UserId = "u", ItemId = "", Kind = "search" },
        new() { UserId = "v", ItemId = "i", Kind = "odd kind 🎬", Value = 1f / 3, Progress = 1f / 3 },
    ];

    /// <summary>So many interactions, no two of them the same one, with users, items and kinds in no particular order.</summary>
    public static IEnumerable<Interaction> Many(int count, ulong seed = 1, int users = 100, int items = 300)
    {
        var random = new SplittableRandom(seed);
        for (var at = 0; at < count; at++)
        {
            yield return new Interaction
            {
                UserId = $"user {random.Next(users)}",
                ItemId = $"item {random.Next(items)}",
                Kind = Kinds[random.Next(Kinds.Length)],
                Value = random.Next(2) == 0 ? null : random.Next(10) / 2f,
                Progress = random.Next(2) == 0 ? null : random.NextSingle(),
                Time = DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_000 + at),
                Session = random.Next(2) == 0 ? null : $"session {random.Next(50)}",
            };
        }
    }
}

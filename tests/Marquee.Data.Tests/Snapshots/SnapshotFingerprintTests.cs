namespace Marquee.Data.Tests;

public sealed class SnapshotFingerprintTests
{
    private static readonly InteractionWeighting Rule = new() { Kinds = new Dictionary<string, KindWeight> { ["rating"] = new() } };

    // One change for each property that a model could learn from, by its name.
    private static readonly Dictionary<string, Func<Item, Item>> ItemChanges = new()
    {
        [nameof(Item.Id)] = item => item with { Id = "c" },
        [nameof(Item.Title)] = item => item with { Title = "Other" },
        [nameof(Item.Kind)] = item => item with { Kind = "film" },
        [nameof(Item.Year)] = item => item with { Year = 1999 },
        [nameof(Item.ReleaseDate)] = item => item with { ReleaseDate = new DateOnly(1999, 4, 1) },
        [nameof(Item.Countries)] = item => item with { Countries = ["FR"] },
        [nameof(Item.Language)] = item => item with { Language = "fr" },
        [nameof(Item.Categories)] = item => item with { Categories = ["comedy", "drama"] },
        [nameof(Item.Labels)] = item => item with { Labels = ["calm"] },
        [nameof(Item.People)] = item => item with { People = [new Person("A", "cast")] },
        [nameof(Item.Summary)] = item => item with { Summary = "Words." },
        [nameof(Item.AvailableFrom)] = item => item with { AvailableFrom = DateTimeOffset.UnixEpoch },
        [nameof(Item.AvailableUntil)] = item => item with { AvailableUntil = DateTimeOffset.UnixEpoch },
        [nameof(Item.Hidden)] = item => item with { Hidden = true },
        [nameof(Item.Attributes)] = item => item with { Attributes = new AttributeMap([new("runtime", "90")]) },
        [nameof(Item.Features)] = item => item with { Features = new FeatureMap([new("text", new float[] { 1, 2 })]) },
    };

    private static readonly Dictionary<string, Func<User, User>> UserChanges = new()
    {
        [nameof(User.Id)] = user => user with { Id = "v" },
        [nameof(User.OptedOut)] = user => user with { OptedOut = true },
        [nameof(User.Attributes)] = user => user with { Attributes = new AttributeMap([new("country", "DE")]) },
    };

    private static readonly Dictionary<string, Func<Interaction, Interaction>> InteractionChanges = new()
    {
        [nameof(Interaction.UserId)] = interaction => interaction with { UserId = "w" },
        [nameof(Interaction.ItemId)] = interaction => interaction with { ItemId = "b" },
        [nameof(Interaction.Kind)] = interaction => interaction with { Kind = "watch" },
        [nameof(Interaction.Value)] = interaction => interaction with { Value = 4 },
        [nameof(Interaction.Progress)] = interaction => interaction with { Progress = 0.5f },
        [nameof(Interaction.Time)] = interaction => interaction with { Time = DateTimeOffset.UnixEpoch.AddDays(6) },
        [nameof(Interaction.Session)] = interaction => interaction with { Session = "s" },
        [nameof(Interaction.Text)] = interaction => interaction with { Text = "tag" },
    };

    private static readonly Dictionary<string, InteractionWeighting> WeightingChanges = new()
    {
        [nameof(InteractionWeighting.Binary)] = Rule with { Binary = true },
        [nameof(InteractionWeighting.Kinds)] = With(new KindWeight { Weight = -1 }),
        [nameof(InteractionWeighting.Other)] = Rule with { Other = new KindWeight { Weight = 3 } },
        [nameof(KindWeight.Scale)] = With(new KindWeight { Scale = WeightScale.Value }),
        [nameof(KindWeight.MinimumValue)] = With(new KindWeight { MinimumValue = 4 }),
        [nameof(KindWeight.MinimumProgress)] = With(new KindWeight { MinimumProgress = 0.1f }),
    };

    [Fact]
    public void Equal_data_have_equal_fingerprints()
    {
        Of().ShouldBe(Of());
        Of().Length.ShouldBe(64);
    }

    [Fact]
    public void Any_field_that_changes_gives_another_fingerprint()
    {
        var prints = new List<string> { Of() };
        prints.AddRange(ItemChanges.Values.Select(change => Of(item: change)));
        prints.AddRange(UserChanges.Values.Select(change => Of(user: change)));
        prints.AddRange(InteractionChanges.Values.Select(change => Of(interaction: change)));
        prints.AddRange(WeightingChanges.Values.Select(weighting => Of(weighting: weighting)));
        prints.Distinct().Count().ShouldBe(prints.Count);
    }

    [Fact]
    public void Every_field_is_among_those_that_are_changed()
    {
        Properties<Item>().ShouldBe(ItemChanges.Keys, ignoreOrder: true);
        Properties<User>().ShouldBe(UserChanges.Keys, ignoreOrder: true);
        Properties<Interaction>().ShouldBe(InteractionChanges.Keys, ignoreOrder: true);
        Properties<InteractionWeighting>().Concat(Properties<KindWeight>()).ShouldBe([.. WeightingChanges.Keys, nameof(KindWeight.Weight)], ignoreOrder: true);
    }

    [Fact]
    public void What_moves_from_one_field_to_another_is_seen()
    {
        string[] prints =
        [
            Of(item: item => item with { Title = "a\nb" }),
            Of(item: item => item with { Title = "a", Kind = "b" }),
            Of(item: item => item with { Title = null, Kind = "a\nb" }),
            Of(item: item => item with { Title = "" }),
            Of(item: item => item with { Title = null }),
            Of(item: item => item with { Categories = ["a", "b"], Labels = [] }),
            Of(item: item => item with { Categories = ["a"], Labels = ["b"] }),
            Of(item: item => item with { Categories = ["a\0b"], Labels = [] }),
            Of(item: item => item with { People = [new Person("a, b", "c")] }),
            Of(item: item => item with { People = [new Person("a", "b, c")] }),
            Of(item: item => item with { Attributes = new AttributeMap([new("a", "b, c=d")]) }),
            Of(item: item => item with { Attributes = new AttributeMap([new("a", "b"), new("c", "d")]) }),
        ];
        prints.Distinct().Count().ShouldBe(prints.Length);
    }

    [Fact]
    public void Rules_for_kinds_that_do_not_occur_change_nothing() =>
        Of(weighting: Rule with { Kinds = new Dictionary<string, KindWeight>(Rule.Kinds) { ["impression"] = new() { Weight = 0 } } }).ShouldBe(Of());

    private static InteractionWeighting With(KindWeight rule) => new() { Kinds = new Dictionary<string, KindWeight> { ["rating"] = rule } };

    private static IEnumerable<string> Properties<T>() => typeof(T).GetProperties(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance).Select(property => property.Name);

    private static string Of(
        Func<Item, Item>? item = null, Func<User, User>? user = null, Func<Interaction, Interaction>? interaction = null, InteractionWeighting? weighting = null)
    {
        var builder = new SnapshotBuilder();
        builder.Add(Changed(new User { Id = "u" }, user));
        builder.Add(Changed(new Item { Id = "a", Title = "Title", Categories = ["comedy"] }, item));
        builder.Add(new Item { Id = "b" });
        builder.Add(new Interaction { UserId = "u", ItemId = "b", Kind = "list-add", Session = "s" });
        builder.Add(Changed(new Interaction { UserId = "u", ItemId = "a", Kind = "rating", Value = 5, Time = DateTimeOffset.UnixEpoch.AddDays(5) }, interaction));
        return SnapshotFingerprint.Of(builder.Build(weighting ?? Rule));

        static T Changed<T>(T value, Func<T, T>? change) => change is null ? value : change(value);
    }
}

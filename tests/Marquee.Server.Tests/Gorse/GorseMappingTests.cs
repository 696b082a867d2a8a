using System.Text;
using System.Text.Json;
using Marquee.Data;
using Marquee.Storage;
using Marquee.Testing;

namespace Marquee.Server.Tests;

public sealed class GorseMappingTests
{
    public static TheoryData<string> Labels { get; } =
    [
        "null",
        "[]",
        "{}",
        """["a","b"]""",
        """["a|b","a"]""",
        """[1,2.50,3e2]""",
        "\"alone\"",
        "12345678901234567890123",
        """{"gender":"M","age":24,"zip_code":"85711"}""",
        """{"topics":["war","peace"],"embedding":[0.1,0.2,0.30],"deep":{"er":{"still":"x"},"n":null}}""",
        """{"":"no name","comment":"mine","labels":["x"],"gorse.labels":"odd","gorse.timestamp":"odd"}""",
        """{"text":"<b>\"quoted\"</b> 小黄人 😀 \u0001"}""",
    ];

    [Theory]
    [MemberData(nameof(Labels))]
    public void Any_labels_of_an_item_come_back_as_they_were(string labels)
    {
        var given = Item($$"""{"ItemId":"1","Labels":{{labels}},"Comment":"One"}""");
        var item = ItemMapping.Written(null, given);
        RecordRules.Check(item);
        Same(ItemMapping.ToGorse(item).Labels, labels);
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void Any_labels_of_a_user_come_back_as_they_were(string labels)
    {
        var user = UserMapping.Written(null, User($$"""{"UserId":"1","Labels":{{labels}},"Comment":"One"}"""));
        RecordRules.Check(user);
        Same(UserMapping.ToGorse(user).Labels, labels);
        UserMapping.ToGorse(user).Comment.ShouldBe("One");
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void Labels_take_the_place_of_any_earlier_ones(string labels)
    {
        foreach (var before in Labels.Select(row => row.Data))
        {
            var item = ItemMapping.Written(null, Item($$"""{"ItemId":"1","Labels":{{before}}}"""));
            ItemMapping.Written(item, Item($$"""{"ItemId":"1","Labels":{{labels}}}""")).ShouldBe(ItemMapping.Written(null, Item($$"""{"ItemId":"1","Labels":{{labels}}}""")));
            var user = UserMapping.Written(null, User($$"""{"UserId":"1","Labels":{{before}}}"""));
            UserMapping.Written(user, User($$"""{"UserId":"1","Labels":{{labels}}}""")).ShouldBe(UserMapping.Written(null, User($$"""{"UserId":"1","Labels":{{labels}}}""")));
        }
    }

    [Fact]
    public void Texts_numbers_and_single_values_of_labels_reach_the_models()
    {
        var item = ItemMapping.Written(null, Item("""{"ItemId":"1","Labels":{"topics":["war","peace"],"runtime":"90","v":[0.5,1],"made":{"in":"FR"}}}"""));
        item.Labels.ShouldBe(["war", "peace"]);
        item.Attributes["runtime"].ShouldBe("90");
        item.Attributes["made.in"].ShouldBe("FR");
        item.Features.TryGet("v", out var vector).ShouldBeTrue();
        vector.ToArray().ShouldBe([0.5f, 1f]);
        UserMapping.Written(null, User("""{"UserId":"1","Labels":{"country":"FR"}}""")).Attributes["country"].ShouldBe("FR");
    }

    [Theory]
    [InlineData("""["price",100]""")]
    [InlineData("[true]")]
    [InlineData("true")]
    [InlineData("[[\"a\"]]")]
    [InlineData("""{"a":{"b":[1,"x"]}}""")]
    [InlineData("[1e99]")]
    [InlineData("[\"\\ud800\"]")]
    public void Labels_that_Gorse_refuses_are_refused(string labels) =>
        Should.Throw<ProblemException>(() => ItemMapping.Written(null, Item($$"""{"ItemId":"1","Labels":{{labels}}}"""))).Problem.Status.ShouldBe(400);

    [Fact]
    public void An_item_written_by_a_client_keeps_what_Gorse_does_not_know()
    {
        var known = new Item
        {
            Id = "1",
            Title = "Old",
            Year = 1999,
            People = [new Person("Somebody", "director")],
            Attributes = new AttributeMap([new("maturity", "12")]),
            Features = new FeatureMap([new("visual", new float[] { 1 })]),
        };
        var item = ItemMapping.Written(known, Item("""{"ItemId":"1","Comment":"New","Labels":{"mood":"dark"}}"""));
        item.Title.ShouldBe("New");
        item.Year.ShouldBe(1999);
        item.People.ShouldBe(known.People);
        item.Attributes["maturity"].ShouldBe("12");
        item.Attributes["mood"].ShouldBe("dark");
        item.Features.TryGet("visual", out _).ShouldBeTrue();
        ItemMapping.Written(item, Item("""{"ItemId":"1"}""")).ShouldBe(known with { Title = null });
    }

    [Fact]
    public void A_patch_changes_what_it_names_alone()
    {
        var item = ItemMapping.Written(null, Item("""{"ItemId":"1","IsHidden":true,"Categories":["a"],"Timestamp":"2020-01-01","Labels":["x"],"Comment":"c"}"""));
        var told = ItemMapping.ToGorse(ItemMapping.Patched(item, Item("""{"Comment":"d","Labels":null,"Categories":null,"IsHidden":null,"Timestamp":null}""")));
        told.ShouldSatisfyAllConditions(
            () => told.IsHidden.ShouldBe(true),
            () => told.Categories.ShouldBe(["a"]),
            () => told.Timestamp.ShouldBe("2020-01-01T00:00:00Z"),
            () => Same(told.Labels, """["x"]"""),
            () => told.Comment.ShouldBe("d"));
        ItemMapping.Patched(item, Item("""{"IsHidden":false}""")).Hidden.ShouldBeFalse();
        ItemMapping.ToGorse(ItemMapping.Patched(item, Item("""{"Categories":[]}"""))).Categories.ShouldBe([]);
    }

    [Fact]
    public void No_categories_and_an_empty_list_of_them_are_told_apart()
    {
        ItemMapping.ToGorse(ItemMapping.Written(null, Item("""{"ItemId":"1"}"""))).Categories.ShouldBeNull();
        ItemMapping.ToGorse(ItemMapping.Written(null, Item("""{"ItemId":"1","Categories":[]}"""))).Categories.ShouldBe([]);
        var one = ItemMapping.Written(null, Item("""{"ItemId":"1","Categories":["a"]}"""));
        ItemMapping.ToGorse(ItemMapping.WithoutCategory(one, "a")).Categories.ShouldBe([]);
        ItemMapping.WithCategory(one, "b").Categories.ShouldBe(["a", "b"]);
        ItemMapping.WithCategory(one, "a").ShouldBe(one);
    }

    [Theory]
    [InlineData("2024-05-01T20:15:30.1234567Z")]
    [InlineData("1921-02-06T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    public void The_time_of_an_item_comes_back_to_the_last_digit(string time) =>
        ItemMapping.ToGorse(ItemMapping.Written(null, Item($$"""{"ItemId":"1","Timestamp":"{{time}}"}"""))).Timestamp.ShouldBe(time);

    [Fact]
    public void What_the_importer_makes_of_an_export_is_what_the_clients_write()
    {
        const string UserLine = """{"UserId":"1","Labels":{"gender":"M","age":24,"likes":["a","b"]},"Comment":"who"}""";
        const string ItemLine = """{"ItemId":"7","IsHidden":true,"Categories":["a"],"Timestamp":"2020-01-01T00:00:00Z","Labels":{"t":["x","y"],"v":[1,2],"n":3},"Comment":"Title"}""";
        const string FeedbackLine = """{"FeedbackType":"star","UserId":"1","ItemId":"7","Value":3.5,"Timestamp":"2021-01-01T00:00:00.123Z","Comment":"good"}""";
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "all.jsonl");
        File.WriteAllText(file, $"{UserLine}\n{ItemLine}\n{FeedbackLine}\n", Encoding.UTF8);
        var read = new Collected();
        new GorseFormat().Read(file, read, new ReadContext());
        Bare(UserMapping.Written(null, User(UserLine))).ShouldBe(read.Users.ShouldHaveSingleItem());
        Bare(ItemMapping.Written(null, Item(ItemLine))).ShouldBe(read.Items.ShouldHaveSingleItem());
        FeedbackMapping.ToInteraction(JsonSerializer.Deserialize(FeedbackLine, GorseText.Json.GorseFeedback)!).ShouldBe(read.Interactions.ShouldHaveSingleItem());
    }

    [Fact]
    public void Keys_are_read_in_any_case_and_unknown_ones_passed_over()
    {
        var item = Item("""{"itemid":"1","TIMESTAMP":"2020-01-01T00:00:00Z","TimeStamp":"2021-01-01T00:00:00Z","Subscribe":["x"]}""");
        item.ItemId.ShouldBe("1");
        item.Timestamp.ShouldBe("2021-01-01T00:00:00Z");
    }

    [Fact]
    public void Feedback_of_one_kind_for_one_pair_counts_once_in_a_list()
    {
        var feedback = new[] { Feedback("a", 1), Feedback("a", 2), Feedback("b", 3) };
        FeedbackMapping.ToInteractions(feedback).Select(one => one.Value).ShouldBe([1f, 3f]);
    }

    [Fact]
    public void Feedback_before_the_first_moment_that_is_kept_is_of_that_moment()
    {
        FeedbackMapping.ToInteraction(Feedback("a", 1) with { Timestamp = "1960-01-01" }).Time.ShouldBe(DateTimeOffset.UnixEpoch);
        FeedbackMapping.ToInteraction(Feedback("a", 1) with { Timestamp = "" }).Time.ShouldBeNull();
        FeedbackMapping.ToInteraction(Feedback("a", 0)).Value.ShouldBeNull();
    }

    private static GorseFeedback Feedback(string type, double value) => new() { FeedbackType = type, UserId = "u", ItemId = "i", Value = value };

    private static GorseItem Item(string json) => JsonSerializer.Deserialize(json, GorseText.Json.GorseItem)!;

    private static GorseUser User(string json) => JsonSerializer.Deserialize(json, GorseText.Json.GorseUser)!;

    private static User Bare(User user) => user with { Attributes = Bare(user.Attributes) };

    private static Item Bare(Item item) => item with { Attributes = Bare(item.Attributes) };

    private static AttributeMap Bare(AttributeMap attributes) => new(attributes.Where(entry => !entry.Key.StartsWith("gorse.", StringComparison.Ordinal)));

    private static void Same(JsonElement? labels, string expected) =>
        (labels is { } told ? LabelText.Of(told) : "null").ShouldBe(LabelText.Of(JsonElement.Parse(expected)));

    private sealed class Collected : IDatasetSink
    {
        public List<User> Users { get; } = [];

        public List<Item> Items { get; } = [];

        public List<Interaction> Interactions { get; } = [];

        public void Add(User user) => Users.Add(user);

        public void Add(Item item) => Items.Add(item);

        public void Add(Interaction interaction) => Interactions.Add(interaction);
    }
}

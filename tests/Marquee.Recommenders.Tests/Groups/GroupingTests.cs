using Marquee.Data;

namespace Marquee.Recommenders.Tests.Groups;

public sealed class GroupingTests
{
    private static readonly Item[] Films =
    [
        new() { Id = "0", Language = "en", Categories = ["drama"], Year = 1994 },
        new() { Id = "1", Language = "fr", Categories = ["drama", "comedy"], Year = 1999 },
        new() { Id = "2", Language = "EN", Categories = ["comedy", "comedy"], Year = 2003 },
        new() { Id = "3" },
    ];

    [Fact]
    public void Every_value_makes_a_group_and_items_without_one_are_unknown()
    {
        var groups = Of("language");
        groups.Names.ShouldBe(["en", "fr", "unknown"]);
        Membership(groups).ShouldBe([[0], [1], [0], [2]]);
    }

    [Fact]
    public void An_item_of_several_groups_belongs_to_each_in_equal_parts()
    {
        var groups = Of("categories");
        groups.Names.ShouldBe(["comedy", "drama", "unknown"]);
        (groups.Part(1, 0), groups.Part(1, 1), groups.Part(2, 0), groups.Part(2, 1)).ShouldBe((0.5, 0.5, 1, 0));
        groups.Shares([0, 1]).ShouldBe([0.25, 0.75, 0]);
    }

    [Fact]
    public void One_value_against_the_others_needs_only_to_be_among_the_values()
    {
        var with = Of("categories=comedy");
        with.Names.ShouldBe(["comedy", "not comedy"]);
        Membership(with).ShouldBe([[1], [0], [0], [1]]);
        var without = Of("categories!=COMEDY");
        without.Names.ShouldBe(["not comedy", "comedy"]);
        Membership(without).ShouldBe([[0], [1], [1], [0]]);
    }

    [Fact]
    public void Years_make_decades() => Of("decade").Names.ShouldBe(["1990s", "2000s", "unknown"]);

    [Fact]
    public void Items_that_came_later_are_in_no_group()
    {
        var groups = Of("language");
        groups.Of(99).Length.ShouldBe(0);
        groups.Shares([99]).ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void Numbers_of_many_values_are_cut_at_their_quartiles_and_equal_ones_stay_together()
    {
        int[] years = [.. Enumerable.Range(1, 40), 40, 40, 40, 40, 40, 40, 40, 40, 40, 40];
        var groups = UserGroups.Of([.. years.Select(year => Person("birthYear", $"{year}"))], _ => 1, "birthYear");
        groups.Names.ShouldBe(["1 to 12", "13 to 25", "26 to 37", "38 to 40"]);
        Enumerable.Range(0, 4).Select(group => Membership(groups).Count(own => own[0] == group)).ShouldBe([12, 13, 12, 13]);
    }

    [Fact]
    public void A_few_numbers_stay_as_they_are() =>
        UserGroups.Of([Person("age", "18"), Person("age", "25")], _ => 1, "age").Names.ShouldBe(["18", "25"]);

    [Fact]
    public void The_rarest_of_many_values_become_other()
    {
        User[] people = [.. Enumerable.Range(0, 30).SelectMany(town => Enumerable.Range(0, 31 - town).Select(_ => Person("town", $"t{town:00}")))];
        var groups = UserGroups.Of(people, _ => 1, "town");
        groups.Names.ShouldBe([.. Enumerable.Range(0, Grouping.MostGroups - 1).Select(town => $"t{town:00}"), "other"]);
        UserGroups.Of(people, _ => 1, "town=t29").Names.ShouldBe(["t29", "not t29"]);
    }

    [Fact]
    public void Users_without_a_value_or_a_history_are_in_no_group()
    {
        User[] people = [Person("gender", "F"), new() { Id = "x" }];
        Membership(UserGroups.Of(people, _ => 1, "gender")).ShouldBe([[0], []]);
        Membership(UserGroups.Of(people, user => 5 * user, "history")).ShouldBe([[], [0]]);
    }

    [Fact]
    public void Popularity_has_a_head_a_middle_and_a_tail_and_parts_no_equals()
    {
        // Ten items, item i watched by 10 - i users, but items 1 and 2 by the same 8, and item 9 by nobody.
        int[] watched = [10, 8, 8, 7, 6, 5, 4, 3, 2, 0];
        var builder = new SnapshotBuilder();
        for (var item = 0; item < watched.Length; item++)
        {
            builder.Add(new Item { Id = $"{item}" });
        }

        for (var item = 0; item < watched.Length; item++)
        {
            for (var user = 0; user < watched[item]; user++)
            {
                builder.Add(new Interaction { UserId = $"u{user}", ItemId = $"{item}", Kind = InteractionKinds.Rating, Value = 5 });
            }
        }

        var groups = ItemGroups.Of(builder.Build(), "popularity");
        groups.Names.ShouldBe(["head", "middle", "tail"]);
        Membership(groups).Select(own => own[0]).ShouldBe([0, 0, 0, 1, 1, 2, 2, 2, 2, 2]);
        ItemGroups.Of(builder.Build(), "popularity=tail").Names.ShouldBe(["tail", "not tail"]);
    }

    [Fact]
    public void What_nobody_has_is_refused_with_what_there_is()
    {
        Should.Throw<OptionException>(() => Of("colour")).Message.ShouldBe("No item has 'colour'; items are grouped by popularity, year, decade, language, categories.");
        Should.Throw<OptionException>(() => Of("language=de")).Message.ShouldBe("No language is 'de'; values are en, fr, unknown.");
        Should.Throw<OptionException>(() => UserGroups.Of([Person("gender", "F")], _ => 1, "age")).Message.ShouldBe("No user has 'age'; users are grouped by gender, history.");
    }

    private static Grouping Of(string selector)
    {
        var builder = new SnapshotBuilder();
        foreach (var film in Films)
        {
            builder.Add(film);
        }

        return ItemGroups.Of(builder.Build(), selector);
    }

    private static User Person(string attribute, string value) => new() { Id = value, Attributes = new AttributeMap([new(attribute, value)]) };

    private static int[][] Membership(Grouping groups) => [.. Enumerable.Range(0, groups.Members).Select(member => groups.Of(member).ToArray())];
}

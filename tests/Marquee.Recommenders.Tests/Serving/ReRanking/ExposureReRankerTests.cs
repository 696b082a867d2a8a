using System.Globalization;
using Marquee.Data;

namespace Marquee.Recommenders.Tests.Serving.ReRanking;

public sealed class ExposureReRankerTests
{
    // A history of four romances and an action film, then candidates among which action comes last.
    private const string Films = "rrrra" + "rrrrrrrrrraaaaaaaaaa";
    private static readonly History History = new(Enumerable.Range(0, 5).ToArray());
    private static readonly ScoredItem[] Candidates = Shelf.From(5, 24, step: 0.1);

    [Fact]
    public void A_group_is_raised_to_its_share_of_the_history()
    {
        var list = Of("profile", 10).ReRank(History, Candidates, 10);
        Share(list, 10).ShouldBe(0.2, 0.06);
        list.Where(line => Films[line.Item] == 'a').Take(2).Select(line => line.Item).ShouldBe([15, 16]);
    }

    [Fact]
    public void A_group_is_raised_to_its_share_of_the_catalogue()
    {
        // 11 of 25 films.
        Of("catalogue", 10).TargetFor(History).ShouldBe(0.44, 1e-12);
        Share(Of("catalogue", 10).ReRank(History, Candidates, 10), 10).ShouldBe(0.44, 0.06);
    }

    [Fact]
    public void A_group_is_raised_to_a_given_share_in_every_beginning_of_the_list()
    {
        for (var percent = 0; percent <= 100; percent++)
        {
            var target = percent / 100.0;
            var list = Of(target.ToString(CultureInfo.InvariantCulture), 100).ReRank(History, Candidates, 10);
            for (var length = 1; length <= 10; length++)
            {
                // Never further from the target than half of the first place, the largest there is.
                var discounts = PositionDiscount.First(length).Sum();
                (Share(list, length) * discounts).ShouldBe(target * discounts, 0.5 + 1e-9, $"{percent}% in {length}");
            }
        }
    }

    [Fact]
    public void A_list_that_has_enough_of_the_group_stays_as_it_is()
    {
        ScoredItem[] action = [.. Candidates.Reverse().Select((line, rank) => new ScoredItem(line.Item, 10 - rank))];
        Of("profile", 10).ReRank(History, action, 10).ShouldBe(action);
    }

    [Fact]
    public void Candidates_that_lack_too_much_are_not_raised_by_a_small_strength()
    {
        // The best action film stands ten steps of 0.1 behind: 1.73 standard deviations of the twenty evenly spaced scores.
        Shelf.Letters(Films, Of("0.3", 1.7).ReRank(History, Candidates, 1), 1).ShouldBe("r");
        Share(Of("1", 1.7).ReRank(History, Candidates, 1), 1).ShouldBe(0);
        Share(Of("1", 1.8).ReRank(History, Candidates, 1), 1).ShouldBe(1);
    }

    [Fact]
    public void Without_strength_nothing_changes() => Of("catalogue", 0).ReRank(History, Candidates, 10).ShouldBe(Candidates);

    [Fact]
    public void A_stranger_has_no_profile_to_aim_at_and_the_catalogue_s_share_all_the_same()
    {
        double.IsNaN(Of("profile", 10).TargetFor(default)).ShouldBeTrue();
        Of("profile", 10).ReRank(default, Candidates, 10).ShouldBe(Candidates);
        Share(Of("catalogue", 10).ReRank(default, Candidates, 10), 10).ShouldBeGreaterThan(0.3);
    }

    [Fact]
    public void The_scale_of_the_scores_does_not_matter() =>
        Of("catalogue", 1.9).ReRank(History, Shelf.From(5, 24, step: 0.1, scale: 1e-3), 10).Select(line => line.Item)
            .ShouldBe(Of("catalogue", 1.9).ReRank(History, Candidates, 10).Select(line => line.Item));

    [Fact]
    public void Where_all_score_alike_the_order_is_kept_but_for_the_group()
    {
        ScoredItem[] alike = [.. Candidates.Select(line => new ScoredItem(line.Item, 1))];
        var list = Of("0.5", 1).ReRank(History, alike, 10).Take(10).ToArray();
        list.Where(line => Films[line.Item] == 'r').Select(line => line.Item).ShouldBe(Enumerable.Range(5, list.Count(line => Films[line.Item] == 'r')));
        Share(list, 10).ShouldBe(0.5, 0.06);
    }

    [Theory]
    [InlineData("often")]
    [InlineData("1.5")]
    [InlineData("-0.1")]
    public void A_target_that_is_none_is_refused(string target) =>
        Should.Throw<OptionException>(() => Of(target, 1)).Message.ShouldContain("it must be profile, catalogue or a number from 0 to 1");

    [Fact]
    public void An_attribute_alone_is_no_group_to_raise() =>
        Should.Throw<OptionException>(() => new ExposureReRanker(Shelf.Of(Films), new ExposureOptions { Raise = "categories" }))
            .Message.ShouldBe("'raise' is 'categories', which is not one group; write ATTRIBUTE=VALUE or ATTRIBUTE!=VALUE, such as categories=action.");

    private static ExposureReRanker Of(string target, double strength) =>
        new(Shelf.Of(Films), new ExposureOptions { Raise = "categories=action", Target = target, Strength = strength });

    private static double Share(IEnumerable<ScoredItem> list, int length)
    {
        var discounts = PositionDiscount.First(length);
        return list.Take(length).Select((line, rank) => Films[line.Item] == 'a' ? discounts[rank] : 0).Sum() / discounts.Sum();
    }
}

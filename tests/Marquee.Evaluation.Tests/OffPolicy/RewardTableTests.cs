namespace Marquee.Evaluation.Tests;

public sealed class RewardTableTests
{
    [Fact]
    public void Finds_the_mean_of_a_place_and_a_quantile()
    {
        // At the first place items from 5 on bring 1 and others nothing; at the second, the other way round.
        var lists = Enumerable.Range(0, 20_000).Select(n => Served.Logged(n, [n % 10, (n + 5) % 10], [1, 1], [n % 10 >= 5 ? 1 : 0, (n + 5) % 10 >= 5 ? 0 : 1])).ToArray();
        var expect = RewardTable.Fit(lists, _ => item => item, bins: 2).For(lists[0].Served);
        expect(0, 9).ShouldBe(1, 0.01);
        expect(0, 0).ShouldBe(0, 0.01);
        expect(1, 9).ShouldBe(0, 0.01);
        expect(1, 4).ShouldBe(1, 0.01);
    }

    [Fact]
    public void Leans_on_the_mean_where_little_is_known()
    {
        // 20 observations of 0.5 for the overall mean, 20 of that for the place: (1 + 20 * (1 + 20 * 0.5) / 21) / 21.
        var table = RewardTable.Fit([Served.Logged(0, [0, 1], [1, 1], [1, 0])], _ => _ => 0);
        var ofPlace = (1 + (20 * 0.5)) / 21;
        table.For(Served.List(1, [5, 6]))(0, 5).ShouldBe((1 + (20 * ofPlace)) / 21, 1e-12);
    }

    [Fact]
    public void Expects_nothing_where_no_list_reached() =>
        RewardTable.Fit([Served.Logged(0, [0], [1], [1])], _ => _ => 0).For(Served.List(0, [0, 1]))(1, 1).ShouldBe(0);

    [Fact]
    public void Sorts_items_by_their_users()
    {
        var snapshot = Small.Snapshot(3, [0, 1], [0], [0]);
        var lists = Enumerable.Range(0, 3000).Select(n => Served.Logged(n, [n % 3], [1], [n % 3 == 0 ? 1 : 0])).ToArray();
        var expect = RewardTable.ByPopularity(lists, snapshot, bins: 3).For(lists[0].Served);
        expect(0, 0).ShouldBeGreaterThan(0.9);
        expect(0, 1).ShouldBeLessThan(0.1);
        expect(0, 77).ShouldBeLessThan(0.1);
    }
}

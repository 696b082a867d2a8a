using Marquee.Data;

namespace Marquee.Recommenders.Tests.Serving.ReRanking;

public sealed class CalibratedReRankerTests
{
    // Ten films of history, seven of them romances; then twenty candidates, all romances before the action films.
    private const string Films = "rrrrrrraaa" + "rrrrrrrrrraaaaaaaaaa";
    private static readonly History Romantic = new(Enumerable.Range(0, 10).ToArray());
    private static readonly ScoredItem[] Candidates = Shelf.From(10, 29, step: 0.1);

    [Fact]
    public void Steck_s_example_gets_its_three_in_ten_back()
    {
        var list = Of(0.99).ReRank(Romantic, Candidates, 10);
        Shelf.Letters(Films, list, 10).Count(letter => letter == 'a').ShouldBe(3);
        Shelf.Letters(Films, list, 10)[0].ShouldBe('r');
    }

    [Fact]
    public void Of_each_group_the_best_come_first()
    {
        var list = Of(0.99).ReRank(Romantic, Candidates, 10).Take(10).ToArray();
        list.Where(line => Films[line.Item] == 'a').Select(line => line.Item).ShouldBe([20, 21, 22]);
        list.Where(line => Films[line.Item] == 'r').Select(line => line.Item).ShouldBe([10, 11, 12, 13, 14, 15, 16]);
    }

    [Fact]
    public void Without_strength_nothing_changes() => Of(0).ReRank(Romantic, Candidates, 10).ShouldBe(Candidates);

    [Fact]
    public void More_strength_is_never_further_from_the_history()
    {
        var actions = new[] { 0.0, 0.2, 0.5, 0.8, 0.99 }.Select(strength => Shelf.Letters(Films, Of(strength).ReRank(Romantic, Candidates, 10), 10).Count(letter => letter == 'a')).ToArray();
        actions.ShouldBe(actions.Order());
        (actions[0], actions[^1]).ShouldBe((0, 3));
    }

    [Fact]
    public void The_list_is_the_greedy_one_of_the_paper_s_formula()
    {
        const double Strength = 0.7;
        const string Mixed = "rxra" + "xrraxxarxa-rra";
        var snapshot = Shelf.Of(Mixed);
        var candidates = Shelf.From(4, 17, step: 0.35);
        var history = new History(new[] { 0, 1, 2, 3 }, new[] { 1f, 2f, 0.5f, 1f });
        var list = new CalibratedReRanker(snapshot, new CalibratedOptions { Strength = Strength }).ReRank(history, candidates, 6).Take(6).Select(line => line.Item).ToList();

        var mean = candidates.Average(line => line.Score);
        var deviation = Math.Sqrt(candidates.Average(line => (line.Score - mean) * (line.Score - mean)));
        var groups = ItemGroups.Of(snapshot, "categories");
        var profile = Shares(groups, [0, 1, 2, 3], [1, 2, 0.5, 1]);
        var greedy = new List<int>();
        while (greedy.Count < 6)
        {
            greedy.Add(candidates.Where(line => !greedy.Contains(line.Item)).MaxBy(line =>
            {
                int[] items = [.. greedy, line.Item];
                var scores = items.Sum(item => (candidates[item - 4].Score - mean) / deviation);
                var listed = Shares(groups, items, PositionDiscount.First(items.Length));
                var divergence = profile.Select((p, group) => p == 0 ? 0 : p * Math.Log(p / ((0.99 * listed[group]) + (0.01 * p)))).Sum();
                return ((1 - Strength) * scores) - (Strength * divergence);
            }).Item);
        }

        list.ShouldBe(greedy);
    }

    [Fact]
    public void The_scale_of_the_scores_does_not_matter()
    {
        var list = Of(0.6).ReRank(Romantic, Candidates, 10).Select(line => line.Item);
        Of(0.6).ReRank(Romantic, Shelf.From(10, 29, step: 0.1, scale: 1000), 10).Select(line => line.Item).ShouldBe(list);
    }

    [Fact]
    public void Old_entries_fade_where_there_is_a_half_life()
    {
        const long Day = 86_400_000;
        var times = Enumerable.Range(0, 10).Select(entry => entry < 7 ? 0 : 100 * Day).ToArray();
        var history = new History(Enumerable.Range(0, 10).ToArray(), times: times, context: new HistoryContext { Now = 100 * Day });
        var kept = new CalibratedReRanker(Shelf.Of(Films), new CalibratedOptions { Strength = 0.99 }).ReRank(history, Candidates, 10);
        var faded = new CalibratedReRanker(Shelf.Of(Films), new CalibratedOptions { Strength = 0.99, HalfLifeDays = 20 }).ReRank(history, Candidates, 10);
        Shelf.Letters(Films, kept, 10).Count(letter => letter == 'a').ShouldBe(3);
        // 3 against 7 / 2^5.
        Shelf.Letters(Films, faded, 10).Count(letter => letter == 'a').ShouldBe(9);
    }

    [Fact]
    public void A_stranger_s_list_stays_as_it_is()
    {
        Of(0.9).ReRank(default, Candidates, 10).ShouldBe(Candidates);
        Of(0.9).ReRank(new History(new[] { 99 }), Candidates, 10).ShouldBe(Candidates);
    }

    [Fact]
    public void Candidates_with_equal_scores_keep_their_order_where_groups_do_not_tell_them_apart()
    {
        ScoredItem[] alike = [.. Enumerable.Range(10, 8).Select(item => new ScoredItem(item, 1))];
        Of(0.5).ReRank(Romantic, alike, 5).ShouldBe(alike);
    }

    [Fact]
    public void Nothing_is_lost_or_added_and_short_lists_are_no_exception()
    {
        Of(0.9).ReRank(Romantic, Candidates, 5).Order(Comparer<ScoredItem>.Create((a, b) => a.Item.CompareTo(b.Item))).ShouldBe(Candidates);
        Of(0.9).ReRank(Romantic, Candidates[..3], 10).Count.ShouldBe(3);
        Of(0.9).ReRank(Romantic, [], 10).ShouldBeEmpty();
    }

    [Fact]
    public void It_looks_at_as_many_candidates_as_it_was_told_and_cannot_overflow()
    {
        Of(0.5).Depth(10).ShouldBe(100);
        Of(0.5).Depth(int.MaxValue).ShouldBe(int.MaxValue);
    }

    private static CalibratedReRanker Of(double strength) => new(Shelf.Of(Films), new CalibratedOptions { Strength = strength });

    private static double[] Shares(Grouping groups, int[] items, double[] weights)
    {
        var sums = new double[groups.Names.Count];
        for (var index = 0; index < items.Length; index++)
        {
            groups.Add(items[index], weights[index], sums);
        }

        return [.. sums.Select(sum => sum / sums.Sum())];
    }
}

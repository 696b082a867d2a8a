using FsCheck;
using FsCheck.Fluent;
using Marquee.Data;

namespace Marquee.Recommenders.Tests;

public sealed class TrendCounterTests
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    // A Monday.
    private static readonly long Start = new DateTimeOffset(2025, 6, 2, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [Fact]
    public void Events_count_half_after_each_half_life()
    {
        var counter = new TrendCounter(new TrendOptions { HalfLife = TimeSpan.FromDays(2) });
        counter.Add(7, Start);
        counter.Add(7, Start + (2 * Day), weight: 3);
        counter.Add(8, Start + (6 * Day));
        counter.Count(7).ShouldBe((1 / 8.0) + (3 / 4.0), 1e-12);
        counter.Count(8).ShouldBe(1, 1e-12);
        counter.Count(9).ShouldBe(0);
        var counts = new float[8];
        counter.Counts(counts);
        counts.ShouldBe([0, 0, 0, 0, 0, 0, 0, 0.875f]);
    }

    [Fact]
    public void Old_data_read_like_those_of_today()
    {
        var counter = new TrendCounter();
        counter.Add(1, Start - Day);
        counter.Add(2, Start);
        counter.Count(2).ShouldBe(1, 1e-12);
        Items(counter.Popular(5)).ShouldBe([2, 1]);
        counter.Newest.ShouldBe(Start);
    }

    [Fact]
    public void Counts_are_sums_whatever_the_order_of_events_and_over_any_stretch_of_time()
    {
        // Days over forty years: the landmark moves on many times with a half-life of two days.
        var events = Gen.Choose(0, 40).Zip(Gen.Choose(0, 14_600)).ArrayOf();
        Prop.ForAll(events.ToArbitrary(), all =>
        {
            var counter = new TrendCounter();
            foreach (var (item, day) in all)
            {
                counter.Add(item, Start + (day * Day));
            }

            var newest = all.Select(one => one.Item2).DefaultIfEmpty(0).Max();
            return Enumerable.Range(0, 41).All(item =>
            {
                var expected = all.Where(one => one.Item1 == item).Sum(one => Math.Pow(0.5, (newest - one.Item2) / 2.0));
                // What is further back than the longest of memories may be forgotten.
                return Math.Abs(counter.Count(item) - expected) < 1e-6;
            });
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_taken_back_leaves_nothing_behind()
    {
        var counter = new TrendCounter();
        counter.Add(1, Start);
        counter.Add(1, Start + Day);
        counter.Add(1, Start, weight: -1);
        counter.Add(1, Start + Day, weight: -1);
        counter.Count(1).ShouldBe(0, 1e-12);
        counter.Popular(5).ShouldBeEmpty();
    }

    [Fact]
    public void Events_without_a_time_or_an_item_do_not_count()
    {
        var counter = new TrendCounter();
        counter.Add(1, EventLog.NoTime);
        counter.Add(-1, Start);
        counter.Popular(5).ShouldBeEmpty();
        counter.Trending(5).ShouldBeEmpty();
        counter.Newest.ShouldBe(EventLog.NoTime);
    }

    [Fact]
    public void Countries_are_counted_apart()
    {
        var counter = new TrendCounter();
        counter.Add(1, Start, "DE");
        counter.Add(1, Start, "de");
        counter.Add(2, Start, "FR");
        counter.Add(3, Start);
        Items(counter.Popular(5)).ShouldBe([1, 2, 3]);
        Items(counter.Popular(5, TrendSlice.In("De"))).ShouldBe([1]);
        Items(counter.Popular(5, TrendSlice.In("IT"))).ShouldBeEmpty();
        Items(counter.Popular(1, TrendSlice.In(null))).ShouldBe([1]);
        counter.Popular(0).ShouldBeEmpty();
        counter.Countries.Order().ShouldBe(["DE", "FR"]);
        counter.Count(1, TrendSlice.In("DE")).ShouldBe(2);
    }

    [Fact]
    public void Parts_of_the_week_are_counted_apart()
    {
        var counter = new TrendCounter();
        counter.Add(1, Start);
        counter.Add(2, Start + (4 * Hour));
        counter.Add(3, Start + (7 * Day) - Hour);
        counter.Add(4, Start - (70 * Day));
        Items(counter.Popular(5, TrendSlice.At(Start + (3 * Hour)))).ShouldBe([1, 4]);
        Items(counter.Popular(5, TrendSlice.At(Start + (14 * Day) + (7 * Hour)))).ShouldBe([2]);
        Items(counter.Popular(5, TrendSlice.At(Start - 1))).ShouldBe([3]);
        // Before 1970 too.
        Items(counter.Popular(5, TrendSlice.At(Start - (5000 * 7 * Day)))).ShouldBe([1, 4]);
    }

    [Fact]
    public void A_trend_is_more_than_usual_and_no_matter_of_few_events()
    {
        var counter = new TrendCounter();
        for (var day = 0; day < 90; day++)
        {
            for (var time = 0; time < 20; time++)
            {
                counter.Add(1, Start + (day * Day));
                if (day >= 88)
                {
                    counter.Add(2, Start + (day * Day));
                }
            }

            counter.Add(3, Start + (day * Day));
        }

        counter.Add(4, Start + (89 * Day));
        var trending = counter.Trending(10);
        // What began two days ago leads, one event does little, and what is always watched is no trend.
        Items(trending).ShouldBe([2, 4]);
        trending[0].Score.ShouldBeGreaterThan(2);
        trending[1].Score.ShouldBeLessThan(1.3f);
        Items(counter.Popular(1)).ShouldBe([1]);
    }

    [Fact]
    public void More_of_everything_is_no_trend()
    {
        var counter = new TrendCounter(new TrendOptions { Shrinkage = 0 });
        for (var day = 0; day < 60; day++)
        {
            for (var time = 0; time < (day < 55 ? 1 : 50); time++)
            {
                counter.Add(1, Start + (day * Day));
                counter.Add(2, Start + (day * Day), weight: 2);
            }
        }

        counter.Trending(10).ShouldAllBe(line => line.Score < 1.0001f);
    }

    [Fact]
    public async Task Many_read_while_one_writes()
    {
        var counter = new TrendCounter();
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(
            () =>
            {
                var reads = 0;
                do
                {
                    foreach (var line in counter.Popular(10))
                    {
                        // Not that it is finite: for a reader that is stopped while years pass, events may lie far behind the moment it began at.
                        (line.Item is >= 0 and < 3000 && line.Score > 0).ShouldBeTrue();
                    }

                    counter.Trending(3, TrendSlice.In("DE"));
                    counter.Count(reads % 3000);
                    reads++;
                }
                while (!done.IsCancellationRequested);

                return reads;
            },
            TestContext.Current.CancellationToken)).ToArray();
        for (var e = 0; e < 60_000; e++)
        {
            // Ten years, so that the landmark moves on while others read.
            counter.Add(e * 7 % 3000, Start + (e * (Day / 16)), e % 2 == 0 ? "DE" : "FR");
        }

        await done.CancelAsync();
        (await Task.WhenAll(readers)).ShouldAllBe(reads => reads > 0);
        counter.Popular(5000).Length.ShouldBe(3000);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Should.Throw<ArgumentException>(() => new TrendCounter(new TrendOptions { HalfLife = TimeSpan.FromDays(40) })).Message.ShouldContain("must be longer");
        Should.Throw<ArgumentOutOfRangeException>(() => new TrendOptions { HalfLife = TimeSpan.Zero });
        Should.Throw<ArgumentOutOfRangeException>(() => new TrendOptions { HoursTogether = 5 });
        Should.Throw<ArgumentOutOfRangeException>(() => new TrendOptions { Shrinkage = -1 });
    }

    private static IEnumerable<int> Items(ScoredItem[] list) => list.Select(line => line.Item);
}

using System.Diagnostics;
using Marquee.Numerics;

namespace Marquee.Server.Tests;

public sealed class LatencyHistogramTests
{
    [Theory]
    [InlineData(1, .5)]
    [InlineData(10, .9)]
    [InlineData(1000, .5)]
    [InlineData(1000, .9)]
    [InlineData(1000, .99)]
    [InlineData(1000, 1)]
    public void Tells_percentiles_within_6_percent(int count, double share)
    {
        var random = new SplittableRandom(3);
        var histogram = new LatencyHistogram();

        // From two microseconds to a minute, evenly over the scales.
        double[] milliseconds = [.. Enumerable.Range(0, count).Select(_ => Math.Exp(Math.Log(.002) + (random.NextDouble() * Math.Log(60_000 / .002)))).Order()];
        foreach (var one in milliseconds)
        {
            histogram.Record((long)(one / 1000 * Stopwatch.Frequency));
        }

        var exact = milliseconds[(int)Math.Ceiling(share * count) - 1];
        (LatencyHistogram.Percentile(Counts(histogram), share)!.Value / exact).ShouldBe(1, .0626);
    }

    [Fact]
    public void Knows_nothing_of_nothing_and_takes_whatever_comes()
    {
        var histogram = new LatencyHistogram();
        LatencyHistogram.Percentile(Counts(histogram), .5).ShouldBeNull();
        histogram.Record(0);
        histogram.Record(-5);
        LatencyHistogram.Percentile(Counts(histogram), 1)!.Value.ShouldBeLessThan(.0012);
        histogram.Record(long.MaxValue / 4);
        LatencyHistogram.Percentile(Counts(histogram), 1)!.Value.ShouldBeGreaterThan(200_000);
    }

    [Fact]
    public void Counting_takes_no_memory()
    {
        var route = new RouteCounters("GET", "/");
        route.Record(200, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var number = 0; number < 1000; number++)
        {
            route.Record(200 + number % 300, number * 1000L);
        }

        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
    }

    private static long[] Counts(LatencyHistogram histogram)
    {
        var counts = new long[LatencyHistogram.Buckets];
        histogram.AddTo(counts);
        return counts;
    }
}

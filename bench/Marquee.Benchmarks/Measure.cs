using System.Diagnostics;

namespace Marquee.Benchmarks;

/// <summary>What one measured thing cost.</summary>
/// <param name="Median">Seconds of the middle run.</param>
/// <param name="Minimum">Seconds of the fastest run: the one that other work on the machine disturbed least.</param>
/// <param name="AllocatedBytes">Bytes allocated a run, over all threads.</param>
/// <param name="Runs">Number of runs.</param>
/// <param name="Processor">Mean processor seconds of a run, over all threads: what other work on the machine hardly disturbs.</param>
internal readonly record struct Measurement(double Median, double Minimum, long AllocatedBytes, int Runs, double Processor)
{
    /// <summary>10^9 floating-point operations a second at the median.</summary>
    public double GigaflopsAtMedian(double operations) => operations / Median * 1e-9;

    /// <summary>10^9 floating-point operations a second in the fastest run.</summary>
    public double Gigaflops(double operations) => operations / Minimum * 1e-9;
}

/// <summary>Repeats a piece of work until its time is known.</summary>
internal static class Measure
{
    /// <summary>Runs the work for at least half a second to warm up, then for about two seconds, and at least three times.</summary>
    public static Measurement Run(Action work, double warmUpSeconds = 0.5, double seconds = 2)
    {
        var clock = Stopwatch.StartNew();
        do
        {
            work();
        }
        while (clock.Elapsed.TotalSeconds < warmUpSeconds);

        var times = new List<double>(65536);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        clock.Restart();
        while (times.Count < 3 || (clock.Elapsed.TotalSeconds < seconds && times.Count < times.Capacity))
        {
            var start = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        times.Sort();
        return new Measurement(times[times.Count / 2], times[0], allocated / times.Count, times.Count, processor.TotalSeconds / times.Count);
    }
}

using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Marquee.Benchmarks;

/// <summary>Runs a plan on its threads.</summary>
internal static class LoadGenerator
{
    /// <summary>Measures.</summary>
    /// <param name="plan">What.</param>
    /// <param name="sourceOf">Requests of a thread, by its number.</param>
    /// <param name="measuring">Called when the warm-up is over, and when the time that counts is.</param>
    public static LoadResult Run(LoadPlan plan, Func<int, RequestSource> sourceOf, Action<bool> measuring)
    {
        var workers = Enumerable.Range(0, plan.Threads).Select(thread => new LoadWorker(plan, sourceOf(thread), thread)).ToArray();
        // Connections are open; all threads are there by then.
        var begin = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
        ExceptionDispatchInfo? failure = null;
        var threads = workers.Select(worker => new Thread(() =>
        {
            try
            {
                worker.Run(begin);
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        // The threads themselves know when to count; this only brackets what is read of the server.
        WaitUntil(begin + (long)(plan.WarmUp * Stopwatch.Frequency));
        measuring(true);
        WaitUntil(begin + (long)((plan.WarmUp + plan.Seconds) * Stopwatch.Frequency));
        measuring(false);
        Array.ForEach(threads, thread => thread.Join());
        failure?.Throw();
        var result = new LoadResult();
        Array.ForEach(workers, worker => result.Add(worker.Result));
        Array.ForEach(workers, worker => worker.Dispose());
        return result;
    }

    private static void WaitUntil(long ticks)
    {
        using var never = new ManualResetEventSlim();
        while (Stopwatch.GetTimestamp() is var now && now < ticks)
        {
            never.Wait(TimeSpan.FromSeconds((double)(ticks - now) / Stopwatch.Frequency));
        }
    }
}

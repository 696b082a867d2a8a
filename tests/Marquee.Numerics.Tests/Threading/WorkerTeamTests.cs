namespace Marquee.Numerics.Tests;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Runs_every_item_of_every_loop_once(int threads)
    {
        using var team = new WorkerTeam(threads);
        var runs = new int[100];
        var workers = new HashSet<int>();
        for (var loop = 0; loop < 1000; loop++)
        {
            team.Run(loop % 100, (item, worker) =>
            {
                Interlocked.Increment(ref runs[item]);
                lock (workers)
                {
                    workers.Add(worker);
                }
            });
        }

        // Item i is in the loops of more than i items: 99 - i of every hundred.
        runs.ShouldBe(Enumerable.Range(0, 100).Select(item => 10 * (99 - item)));
        workers.ShouldAllBe(worker => worker >= 0 && worker < threads);
    }

    [Fact]
    public void No_two_items_run_on_the_same_worker_at_once()
    {
        using var team = new WorkerTeam(3);
        var busy = new int[3];
        var clashes = 0;
        for (var loop = 0; loop < 100; loop++)
        {
            team.Run(8, (_, worker) =>
            {
                if (Interlocked.Increment(ref busy[worker]) != 1)
                {
                    Interlocked.Increment(ref clashes);
                }

                Interlocked.Decrement(ref busy[worker]);
            });
        }

        clashes.ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Lets_the_exception_of_the_lowest_item_out_as_it_was_thrown_and_serves_on(int threads)
    {
        using var team = new WorkerTeam(threads);
        for (var loop = 0; loop < 100; loop++)
        {
            Should.Throw<InvalidDataException>(() => team.Run(50, (item, _) =>
            {
                if (item >= 7)
                {
                    throw new InvalidDataException($"item {item}");
                }
            })).Message.ShouldBe("item 7");
        }

        var sum = 0;
        team.Run(10, (item, _) => Interlocked.Add(ref sum, item));
        sum.ShouldBe(45);
    }

    [Fact]
    public void A_loop_allocates_nothing()
    {
        using var team = new WorkerTeam(3);
        var sum = 0;
        Action<int, int> body = (item, _) => Interlocked.Add(ref sum, item);
        for (var loop = 0; loop < 200; loop++)
        {
            team.Run(10, body);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var loop = 0; loop < 100; loop++)
        {
            team.Run(10, body);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void A_team_that_was_disposed_of_says_so()
    {
        var team = new WorkerTeam(2);
        team.Dispose();
        Should.Throw<ObjectDisposedException>(() => team.Run(1, (_, _) => { }));
    }
}

namespace Marquee.Numerics.Tests;

public sealed class ParallelBlocksTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(8, 4)]
    [InlineData(9, 4)]
    [InlineData(1000, 7)]
    public void Covers_the_range_once_with_the_same_blocks_on_any_number_of_threads(int count, int blockSize)
    {
        var expected = Enumerable.Range(0, (count + blockSize - 1) / blockSize)
            .Select(block => (block * blockSize, Math.Min(count, (block + 1) * blockSize), block)).ToArray();
        foreach (var threads in new[] { 1, 2, 5, 0 })
        {
            var blocks = new (int, int, int)[expected.Length];
            ParallelBlocks.For(count, blockSize, threads, (start, end, block) => blocks[block] = (start, end, block));
            blocks.ShouldBe(expected);
        }
    }

    [Fact]
    public void Makes_a_scratch_object_for_each_thread_and_no_more()
    {
        var made = 0;
        ParallelBlocks.For(100, 1, 3, () => Interlocked.Increment(ref made), (_, _, _, _) => { });
        made.ShouldBeInRange(1, 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Lets_an_exception_out_as_it_was_thrown(int threads) =>
        Should.Throw<InvalidDataException>(() => ParallelBlocks.For(100, 1, threads, (_, _, _) => throw new InvalidDataException("here")))
            .Message.ShouldBe("here");

    [Fact]
    public void Lets_out_the_exception_of_the_first_block_that_failed()
    {
        using var second = new ManualResetEventSlim();
        using var third = new ManualResetEventSlim();
        var patience = TimeSpan.FromSeconds(10);

        // Whoever has the first block also gets the third while the second still runs.
        Should.Throw<InvalidDataException>(() => ParallelBlocks.For(3, 1, 2, (_, _, block) =>
        {
            switch (block)
            {
                case 0:
                    second.Wait(patience);
                    return;
                case 1:
                    second.Set();
                    third.Wait(patience);
                    break;
                default:
                    third.Set();
                    break;
            }

            throw new InvalidDataException($"block {block}");
        })).Message.ShouldBe("block 1");
    }

    [Fact]
    public void Begins_no_further_block_after_an_exception()
    {
        var begun = 0;
        Should.Throw<InvalidDataException>(() => ParallelBlocks.For(100_000, 1, 2, (_, _, block) =>
        {
            Interlocked.Increment(ref begun);
            if (block == 0)
            {
                throw new InvalidDataException();
            }

            Thread.SpinWait(1000);
        }));
        begun.ShouldBeLessThan(100_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Stops_when_it_is_cancelled(int threads)
    {
        using var cancellation = new CancellationTokenSource();
        var begun = 0;
        Should.Throw<OperationCanceledException>(() => ParallelBlocks.For(
            1000,
            1,
            threads,
            (_, _, _) =>
            {
                if (Interlocked.Increment(ref begun) == 3)
                {
                    cancellation.Cancel();
                }
            },
            cancellation.Token));
        begun.ShouldBeLessThan(1000);
    }

    [Fact]
    public void Refuses_a_negative_number_of_threads_and_an_empty_block()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => ParallelBlocks.For(1, 1, -1, (_, _, _) => { }));
        Should.Throw<ArgumentOutOfRangeException>(() => ParallelBlocks.For(1, 0, 1, (_, _, _) => { }));
    }
}

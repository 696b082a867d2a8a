using System.Runtime.ExceptionServices;

namespace Marquee.Numerics;

/// <summary>
/// A parallel loop over blocks of a range whose boundaries depend on the range only, never on the number of threads:
/// as long as each block writes its own part, the result is the same bits on one core and on sixty-four.
/// </summary>
public static class ParallelBlocks
{
    /// <summary>Runs <paramref name="body"/> once for each block <c>[start, end)</c> of <c>[0, count)</c>.</summary>
    /// <param name="count">Length of the range; 0 runs nothing.</param>
    /// <param name="blockSize">Elements a block; the last may be shorter. At least 1.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="body">Receives start, end (exclusive) and the number of the block.</param>
    /// <param name="cancellationToken">Checked before each block.</param>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    /// <remarks>An exception of <paramref name="body"/> ends the loop and comes out as it was thrown; where several threads fail, one of them speaks.</remarks>
    public static void For(
        int count, int blockSize, int maxDegreeOfParallelism, Action<int, int, int> body, CancellationToken cancellationToken = default) =>
        For<object?>(
            count, blockSize, maxDegreeOfParallelism, static () => null, (start, end, block, _) => body(start, end, block), cancellationToken);

    /// <summary>As above, with a scratch object a thread: made when the thread starts, reused over its blocks.</summary>
    /// <remarks>What a block computes must not depend on what an earlier block left in the scratch object.</remarks>
    public static void For<TScratch>(
        int count,
        int blockSize,
        int maxDegreeOfParallelism,
        Func<TScratch> scratch,
        Action<int, int, int, TScratch> body,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        var blocks = (int)(((long)count + blockSize - 1) / blockSize);
        var threads = Math.Min(Threads(maxDegreeOfParallelism), blocks);
        cancellationToken.ThrowIfCancellationRequested();
        if (threads <= 1)
        {
            if (blocks == 0)
            {
                return;
            }

            var own = scratch();
            for (var block = 0; block < blocks; block++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Run(block, own);
            }

            return;
        }

        var next = -1;
        var failures = new (int Block, Exception Exception)?[threads];
        Parallel.For(
            0,
            threads,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            worker =>
            {
                var block = Interlocked.Increment(ref next);
                if (block >= blocks)
                {
                    return;
                }

                try
                {
                    for (var own = scratch(); block < blocks; block = Interlocked.Increment(ref next))
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        Run(block, own);
                    }
                }
                catch (Exception exception)
                {
                    failures[worker] = (block, exception);
                    // No further block is begun.
                    Interlocked.Exchange(ref next, blocks);
                }
            });

        // Blocks begin in order, so all before the lowest that failed have run: whoever looks at the exception sees the one that a single thread would have thrown.
        if (failures.MinBy(failure => failure?.Block ?? int.MaxValue) is { } first)
        {
            ExceptionDispatchInfo.Throw(first.Exception);
        }

        void Run(int block, TScratch own)
        {
            var start = block * blockSize;
            body(start, (int)Math.Min((long)start + blockSize, count), block, own);
        }
    }

    /// <summary>The number of threads that a setting stands for: 0 means one a processor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The setting is negative.</exception>
    public static int Threads(int maxDegreeOfParallelism)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxDegreeOfParallelism);
        return maxDegreeOfParallelism == 0 ? Environment.ProcessorCount : maxDegreeOfParallelism;
    }
}

using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public unsafe class ArenaTests
{
    [Fact]
    public void Hands_out_memory_that_neither_overlaps_nor_leaves_its_block()
    {
        var arena = new Arena();
        var counts = new[] { 5, 1 << 18, 3, (1 << 18) - 16, 16, 17, 0, 1 << 20, 1 };
        for (var step = 0; step < 4; step++)
        {
            var addresses = new nint[counts.Length];
            for (var index = 0; index < counts.Length; index++)
            {
                var numbers = arena.Allocate(counts[index]);
                ((nint)numbers % 64).ShouldBe(0);
                // Numbers beyond a block's end would lie in something else.
                new Span<float>(numbers, counts[index]).Fill(index);
                addresses[index] = (nint)numbers;
            }

            for (var index = 0; index < counts.Length; index++)
            {
                new Span<float>((float*)addresses[index], counts[index]).IndexOfAnyExcept((float)index).ShouldBe(-1, $"allocation {index} of step {step}");
            }

            // In whole cache lines.
            arena.Used.ShouldBe(counts.Sum(count => (count + 15L) / 16 * 16));
            arena.Reset();
            arena.Used.ShouldBe(0);
        }
    }

    [Fact]
    public void Steps_that_are_a_little_larger_than_all_before_ask_for_nothing()
    {
        var arena = new Arena();
        for (var step = 0; step < 2; step++)
        {
            arena.Allocate(1 << 20);
            arena.Allocate(1 << 20);
            arena.Reset();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var more = 1; more < 100; more++)
        {
            arena.Allocate((1 << 20) + (1000 * more));
            arena.Allocate(1 << 20);
            arena.Reset();
        }

        // The first of them takes half as much again, at once and for all.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2 * 3 * (1L << 20) * sizeof(float));
    }

    [Fact]
    public void Refuses_more_than_an_address_reaches()
    {
        var arena = new Arena();
        arena.Allocate(100);
        Should.Throw<ArgumentOutOfRangeException>(() => { arena.Allocate(-1); });
        Should.Throw<OverflowException>(() => { arena.Allocate(int.MaxValue); });
    }
}

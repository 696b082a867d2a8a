using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

internal sealed class ExampleTask(int[] users, int[] items, float[] ratings, Parameter userTable, Parameter itemTable) : ILearningTask
{
    private const int BatchSize = 64;
    private const int SliceSize = 16;

    private readonly int[] _order = [.. Enumerable.Range(0, ratings.Length)];
    private int _start;

    public int MaximumSlices => BatchSize / SliceSize;

    public int BeginEpoch(int epoch, SplittableRandom random)
    {
        // From the same order each time: a resumed training must not depend on the passes before.
        _order.AsSpan().Sort();
        random.Shuffle(_order.AsSpan());
        return ratings.Length / BatchSize;
    }

    public int BeginStep(int step)
    {
        _start = step * BatchSize;
        return MaximumSlices;
    }

    public Tensor Loss(Tape tape, int slice)
    {
        Span<int> user = stackalloc int[SliceSize], item = stackalloc int[SliceSize];
        Span<float> target = stackalloc float[SliceSize];
        for (var index = 0; index < SliceSize; index++)
        {
            var example = _order[_start + slice * SliceSize + index];
            (user[index], item[index], target[index]) = (users[example], items[example], ratings[example]);
        }

        var predictions = tape.RowDot(tape.Gather(userTable, user), tape.Gather(itemTable, item));
        // The mean over the batch: each slice divides by the size of the whole.
        return tape.Scale(tape.SquaredError(predictions, target), 1f / BatchSize);
    }
}

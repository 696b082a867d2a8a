using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

/// <summary>A small task: a score of a user and an item, whose rows are multiplied with a matrix, learns to be a number that depends on both.</summary>
internal sealed class RatingsTask : ILearningTask
{
    public const int Users = 40;
    public const int Items = 30;
    private const int Examples = 240;
    private const int BatchSize = 50;
    private const int SliceSize = 13;

    private readonly Parameter _users;
    private readonly Parameter _items;
    private readonly Parameter _weights;
    private readonly int[] _order = new int[Examples];
    private readonly int[][] _userRows;
    private readonly int[][] _itemRows;
    private readonly float[][] _targets;
    private int _batchStart;
    private int _batchEnd;

    public RatingsTask(ulong seed = 1)
    {
        Parameters = new ParameterSet(new SplittableRandom(seed));
        _users = Parameters.AddNormal("users", new TensorShape(Users, 5), 0.5, hasSparseGradient: true);
        _items = Parameters.AddNormal("items", new TensorShape(Items, 5), 0.5, hasSparseGradient: true);
        _weights = Parameters.AddGlorot("weights", 5, 5);
        _userRows = [.. Enumerable.Range(0, MaximumSlices).Select(_ => new int[SliceSize])];
        _itemRows = [.. Enumerable.Range(0, MaximumSlices).Select(_ => new int[SliceSize])];
        _targets = [.. Enumerable.Range(0, MaximumSlices).Select(_ => new float[SliceSize * SliceSize])];
    }

    public ParameterSet Parameters { get; }

    public int MaximumSlices => (BatchSize + SliceSize - 1) / SliceSize;

    /// <summary>Called before the loss of a slice, with the number of the step and the slice.</summary>
    public Action<int, int>? BeforeLoss { get; set; }

    /// <summary>Multiplies the targets of a step.</summary>
    public Func<int, float> TargetFactor { get; set; } = _ => 1;

    public int StepsDone { get; private set; }

    public int BeginEpoch(int epoch, SplittableRandom random)
    {
        for (var index = 0; index < Examples; index++)
        {
            _order[index] = index;
        }

        random.Shuffle(_order.AsSpan());
        return (Examples + BatchSize - 1) / BatchSize;
    }

    public int BeginStep(int step)
    {
        StepsDone++;
        _batchStart = step * BatchSize;
        _batchEnd = Math.Min(Examples, _batchStart + BatchSize);
        return (_batchEnd - _batchStart + SliceSize - 1) / SliceSize;
    }

    public Tensor Loss(Tape tape, int slice)
    {
        BeforeLoss?.Invoke(StepsDone, slice);
        var start = _batchStart + slice * SliceSize;
        var count = Math.Min(SliceSize, _batchEnd - start);
        var users = _userRows[slice].AsSpan(0, count);
        var items = _itemRows[slice].AsSpan(0, count);
        var targets = _targets[slice].AsSpan(0, count * count);
        for (var index = 0; index < count; index++)
        {
            users[index] = _order[start + index] * 7 % Users;
            items[index] = _order[start + index] * 11 % Items;
        }

        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < count; column++)
            {
                targets[row * count + column] = TargetFactor(StepsDone) * MathF.Sin(users[row] * 0.3f) * MathF.Cos(items[column] * 0.2f);
            }
        }

        var scores = tape.Multiply(tape.Multiply(tape.Gather(_users, users), tape.Use(_weights)), tape.Gather(_items, items), transposeB: true);
        return tape.SquaredError(scores, targets);
    }

    /// <summary>All numbers of all parameters, one after the other.</summary>
    public float[] Values() => [.. Parameters.All.SelectMany(parameter => parameter.Values.ToArray())];
}

namespace Marquee.Numerics.Learning;

/// <summary>
/// How two tensors are combined number by number: axes are matched from the last, and an axis of length 1 (or none) is repeated along the other's.
/// Neighbouring axes that both tensors walk in the same way are one, so that equal shapes are a single run and a row is repeated run by run.
/// </summary>
internal unsafe struct BroadcastLayout
{
    private const int Axes = TensorShape.MaximumRank;

    private fixed int _lengths[Axes];
    private fixed int _leftSteps[Axes];
    private fixed int _rightSteps[Axes];

    /// <summary>The layout of two shapes.</summary>
    /// <exception cref="ArgumentException">An axis has two lengths, neither of them 1.</exception>
    public BroadcastLayout(TensorShape left, TensorShape right)
    {
        Span<int> result = stackalloc int[Axes];
        var rank = Math.Max(left.Rank, right.Rank);
        var (leftStep, rightStep) = (1, 1);
        var (leftRun, rightRun) = (false, false);
        var axis = Axes;
        for (var fromLast = 1; fromLast <= rank; fromLast++)
        {
            var inLeft = fromLast <= left.Rank ? left[^fromLast] : 1;
            var inRight = fromLast <= right.Rank ? right[^fromLast] : 1;
            if (inLeft != inRight && inLeft != 1 && inRight != 1)
            {
                throw new ArgumentException($"Shapes {left} and {right} cannot be combined number by number: counted from the last, axis {fromLast} has length {inLeft} and {inRight}; they must be equal, or one of them 1.");
            }

            var length = inLeft == 1 ? inRight : inLeft;
            result[rank - fromLast] = length;
            if (length == 1)
            {
                continue;
            }

            var (leftWalks, rightWalks) = (inLeft != 1, inRight != 1);
            if (axis < Axes && leftWalks == leftRun && rightWalks == rightRun)
            {
                _lengths[axis] *= length;
            }
            else
            {
                axis--;
                _lengths[axis] = length;
                _leftSteps[axis] = leftWalks ? leftStep : 0;
                _rightSteps[axis] = rightWalks ? rightStep : 0;
                (leftRun, rightRun) = (leftWalks, rightWalks);
            }

            leftStep *= inLeft;
            rightStep *= inRight;
        }

        if (axis == Axes)
        {
            axis--;
            (_lengths[axis], _leftSteps[axis], _rightSteps[axis]) = (1, 1, 1);
        }

        while (axis > 0)
        {
            _lengths[--axis] = 1;
        }

        Result = new TensorShape(result[..rank]);
    }

    /// <summary>Shape of the result.</summary>
    public TensorShape Result { get; }

    /// <summary>Numbers in a run, the innermost loop.</summary>
    public readonly int RunLength => _lengths[Axes - 1];

    /// <summary>Runs in the result, one after the other.</summary>
    public readonly int Runs => _lengths[0] * _lengths[1] * _lengths[2];

    /// <summary>1 where the left tensor goes on within a run, 0 where one number stands for the whole.</summary>
    public readonly int LeftStep => _leftSteps[Axes - 1];

    /// <summary>1 where the right tensor goes on within a run, 0 where one number stands for the whole.</summary>
    public readonly int RightStep => _rightSteps[Axes - 1];

    /// <summary>Where a run begins in both tensors.</summary>
    public readonly (nint Left, nint Right) Start(int run)
    {
        var (outer, last) = Math.DivRem(run, _lengths[2]);
        var (first, middle) = Math.DivRem(outer, _lengths[1]);
        return (
            (nint)first * _leftSteps[0] + (nint)middle * _leftSteps[1] + (nint)last * _leftSteps[2],
            (nint)first * _rightSteps[0] + (nint)middle * _rightSteps[1] + (nint)last * _rightSteps[2]);
    }
}

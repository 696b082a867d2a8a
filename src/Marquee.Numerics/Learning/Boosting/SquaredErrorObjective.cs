namespace Marquee.Numerics.Learning;

/// <summary>Half the squared difference between score and target: <c>(s - y)^2 / 2</c>. Scores start at the mean target.</summary>
public sealed class SquaredErrorObjective : IBoostingObjective
{
    private readonly float[] _targets;

    /// <summary>Takes a target for each row.</summary>
    /// <exception cref="ArgumentException">There are none, or one is not a finite number.</exception>
    public SquaredErrorObjective(ReadOnlySpan<float> targets)
    {
        _targets = Targets.Checked(targets, float.IsFinite, "a finite number");
        InitialScore = _targets.Average(target => (double)target);
    }

    /// <inheritdoc/>
    public int Rows => _targets.Length;

    /// <inheritdoc/>
    public double InitialScore { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<int> GroupOffsets => [];

    /// <inheritdoc/>
    public void Differentiate(ReadOnlyMemory<double> scores, Memory<float> gradients, Memory<float> curvatures, int maxDegreeOfParallelism)
    {
        var score = scores.Span;
        var gradient = gradients.Span;
        for (var row = 0; row < _targets.Length; row++)
        {
            gradient[row] = (float)(score[row] - _targets[row]);
        }

        curvatures.Span[.._targets.Length].Fill(1);
    }

    /// <inheritdoc/>
    public double Loss(ReadOnlyMemory<double> scores, int maxDegreeOfParallelism)
    {
        var sum = 0.0;
        for (var row = 0; row < _targets.Length; row++)
        {
            var difference = scores.Span[row] - _targets[row];
            sum += difference * difference / 2;
        }

        return sum / _targets.Length;
    }
}

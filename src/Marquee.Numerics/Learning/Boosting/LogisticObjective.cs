namespace Marquee.Numerics.Learning;

/// <summary>Cross-entropy between a target from 0 to 1 and the probability <c>1 / (1 + e^-s)</c>. Scores start at the log-odds of the mean target.</summary>
public sealed class LogisticObjective : IBoostingObjective
{
    // Where all targets are of one class its log-odds are infinite; a million to one stands for them.
    private const double LeastProbability = 1e-6;

    private readonly float[] _targets;

    /// <summary>Takes a target for each row.</summary>
    /// <exception cref="ArgumentException">There are none, or one does not lie between 0 and 1.</exception>
    public LogisticObjective(ReadOnlySpan<float> targets)
    {
        _targets = Targets.Checked(targets, target => target is >= 0 and <= 1, "from 0 to 1");
        var mean = Math.Clamp(_targets.Average(target => (double)target), LeastProbability, 1 - LeastProbability);
        InitialScore = Math.Log(mean / (1 - mean));
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
        const int rowsPerBlock = 4096;
        ParallelBlocks.For(_targets.Length, rowsPerBlock, maxDegreeOfParallelism, (start, end, _) =>
        {
            var score = scores.Span;
            var gradient = gradients.Span;
            var curvature = curvatures.Span;
            for (var row = start; row < end; row++)
            {
                var probability = 1 / (1 + Math.Exp(-score[row]));
                gradient[row] = (float)(probability - _targets[row]);
                curvature[row] = (float)(probability * (1 - probability));
            }
        });
    }

    /// <inheritdoc/>
    public double Loss(ReadOnlyMemory<double> scores, int maxDegreeOfParallelism)
    {
        var sum = 0.0;
        for (var row = 0; row < _targets.Length; row++)
        {
            var score = scores.Span[row];
            sum += Math.Max(score, 0) - score * _targets[row] + Math.Log(1 + Math.Exp(-Math.Abs(score)));
        }

        return sum / _targets.Length;
    }
}

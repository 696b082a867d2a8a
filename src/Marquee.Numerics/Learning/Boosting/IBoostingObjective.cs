namespace Marquee.Numerics.Learning;

/// <summary>What trees are grown towards: a loss of the scores of all rows, with its derivatives.</summary>
public interface IBoostingObjective
{
    /// <summary>Number of rows it has targets for.</summary>
    int Rows { get; }

    /// <summary>The score that all rows start from.</summary>
    double InitialScore { get; }

    /// <summary>Where groups of rows that belong together begin, and behind them the number of rows; empty where each row stands alone.</summary>
    ReadOnlySpan<int> GroupOffsets { get; }

    /// <summary>First and second derivative of the loss by the score of each row.</summary>
    /// <param name="scores">The score of each row.</param>
    /// <param name="gradients">Receives the first derivatives.</param>
    /// <param name="curvatures">Receives the second derivatives, none of them negative.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    void Differentiate(ReadOnlyMemory<double> scores, Memory<float> gradients, Memory<float> curvatures, int maxDegreeOfParallelism);

    /// <summary>The mean loss, by which training is stopped early; smaller is better.</summary>
    /// <param name="scores">The score of each row.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    double Loss(ReadOnlyMemory<double> scores, int maxDegreeOfParallelism);
}

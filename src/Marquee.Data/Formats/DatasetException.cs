namespace Marquee.Data;

/// <summary>Something is wrong with data: what, in which file, on which line.</summary>
public sealed class DatasetException : Exception
{
    /// <summary>Reports a problem at a place.</summary>
    /// <param name="problem">What is wrong, at which place, and what would be right.</param>
    /// <param name="inner">What caused it, if anything.</param>
    public DatasetException(DatasetProblem problem, Exception? inner = null)
        : base(problem.ToString(), inner) => Problem = problem;

    /// <summary>What is wrong and where.</summary>
    public DatasetProblem Problem { get; }
}

namespace Marquee.Server;

/// <summary>Ends a request with a problem.</summary>
/// <param name="problem">What is wrong.</param>
public sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>What is wrong.</summary>
    public Problem Problem => problem;
}

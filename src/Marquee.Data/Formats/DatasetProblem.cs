namespace Marquee.Data;

/// <summary>One thing wrong with data.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Line">The line, from 1; 0 where the problem is the file itself.</param>
/// <param name="Reason">What is wrong and what would be right, as a sentence without a full stop.</param>
public sealed record DatasetProblem(string Path, long Line, string Reason)
{
    /// <summary><c>path:line: reason</c>, as compilers write it.</summary>
    public override string ToString() => Line > 0 ? $"{Path}:{Line}: {Reason}" : $"{Path}: {Reason}";
}

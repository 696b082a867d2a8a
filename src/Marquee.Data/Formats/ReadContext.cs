namespace Marquee.Data;

/// <summary>What goes along with reading: how bad lines are treated, progress, and how the columns of a table are named.</summary>
public sealed class ReadContext
{
    /// <summary>Stops at the first problem, reports no progress.</summary>
    public static ReadContext Strict { get; } = new();

    /// <summary>
    /// Called for each bad line. Where it is set the line is left out and reading goes on; where it is not, the first problem is thrown as a <see cref="DatasetException"/>.
    /// Problems with a file as a whole are always thrown.
    /// </summary>
    public Action<DatasetProblem>? OnSkipped { get; init; }

    /// <summary>Called for what was read otherwise than its author may have meant, such as a column that holds nothing known and was left out. Not an error.</summary>
    public Action<DatasetProblem>? OnNotice { get; init; }

    /// <summary>Told now and then how far reading has come.</summary>
    public IProgress<ReadProgress>? Progress { get; init; }

    /// <summary>
    /// For tables with a header: which column holds what, field name (<c>user</c>, <c>item</c>, <c>value</c>, <c>time</c>, <c>kind</c>, ...) to column name. Usual names are found without it.
    /// </summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Stops reading.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Skips or throws, as <see cref="OnSkipped"/> says.</summary>
    public void Reject(string path, long line, string reason)
    {
        var problem = new DatasetProblem(path, line, reason);
        if (OnSkipped is null)
        {
            throw new DatasetException(problem);
        }

        OnSkipped(problem);
    }
}

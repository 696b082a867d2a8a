namespace Marquee.Storage;

/// <summary>How an import goes about its work.</summary>
public sealed record ImportOptions
{
    /// <summary>Whether bad lines are left out, counted and listed. Default: the first one stops the import before anything is written.</summary>
    public bool SkipBadLines { get; init; }

    /// <summary>For tables with a header: which column holds what, field name to column name. Usual names are found without it.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Records a transaction, at least 1; what a crash can cost in repeated work. Default 50,000.</summary>
    public int BatchSize { get; init; } = 50_000;

    /// <summary>Told now and then how far the import has come, on the importing thread.</summary>
    public IProgress<ImportProgress>? Progress { get; init; }
}

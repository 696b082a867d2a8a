namespace Marquee.Cli.Tests.BadInput;

/// <summary>How one format writes a rating, so that every kind of damage can be done to every format.</summary>
/// <param name="Format">Name of the format.</param>
/// <param name="FileName">Name of the file of ratings.</param>
/// <param name="Line">Writes a rating as a line without its end. The value and the time come as they shall stand there.</param>
internal sealed record InputLayout(string Format, string FileName, Func<Rating, string> Line)
{
    /// <summary>The line above the ratings, where there is one.</summary>
    public string? Header { get; init; }

    /// <summary>What stands between two fields; none where lines are JSON.</summary>
    public string? Separator { get; init; }

    /// <summary>Whether lines have a value and a time.</summary>
    public bool HasValueAndTime { get; init; } = true;

    /// <summary>Whether bytes that are not UTF-8 are latin-1 characters instead of errors.</summary>
    public bool IsLatin1 { get; init; }

    /// <summary>Characters that an id cannot have in this format; nothing where ids are numbers.</summary>
    public string? Forbidden { get; init; } = string.Empty;

    /// <summary>Files that must lie beside the ratings; a folder is imported then.</summary>
    public IReadOnlyList<(string Name, string Text)> Beside { get; init; } = [];

    /// <summary>The file that describes items, with item 11 twice; none where the format describes none.</summary>
    public (string Name, string Text, int Line)? Duplicate { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Format;
}

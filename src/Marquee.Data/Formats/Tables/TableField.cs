namespace Marquee.Data;

/// <summary>Something that a column of a table may hold.</summary>
/// <param name="Name">Its name in <see cref="ReadContext.Columns"/> and in files that Marquee writes.</param>
/// <param name="Aliases">Other usual names of the column, in lower case without anything but letters and digits.</param>
internal sealed record TableField(string Name, params string[] Aliases)
{
    /// <summary>The name of a column as it is compared: in lower case without anything but letters and digits, so that <c>user_id</c> is <c>userId</c>.</summary>
    public static string Normalize(string column) => string.Concat(column.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Whether a column has one of the usual names.</summary>
    public bool Matches(string column)
    {
        var normalized = Normalize(column);
        return normalized == Normalize(Name) || Aliases.Contains(normalized);
    }
}

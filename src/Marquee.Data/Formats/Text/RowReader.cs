using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Marquee.Data;

/// <summary>
/// A table read row by row. The <c>Try</c> methods take a field as what it should be; where it is not, they reject the row, saying what was found
/// and what would be right, and return false, so that the reader goes on to the next row.
/// </summary>
internal abstract class RowReader : IDisposable
{
    /// <summary>The file.</summary>
    public abstract string Path { get; }

    /// <summary>The line on which the current row starts, from 1.</summary>
    public abstract long LineNumber { get; }

    /// <summary>A field of the current row; valid until the next read.</summary>
    public abstract ReadOnlySpan<byte> this[int field] { get; }

    /// <summary>Moves to the next row that has the right number of fields.</summary>
    public abstract bool Read();

    /// <summary>What a field is called, for messages.</summary>
    public abstract string NameOf(int field);

    /// <summary>Skips the current row or throws, as the caller wishes.</summary>
    public abstract void Reject(string reason);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>A field as text; empty where it is empty.</summary>
    public virtual string Text(int field) => Encoding.UTF8.GetString(this[field]);

    /// <summary>A field as text; none where it is empty, or where there is no such column (-1).</summary>
    public string? TextOrNone(int field) => field < 0 || this[field].IsEmpty ? null : Text(field);

    /// <summary>A field as true or false; false where it is empty, or where there is no such column (-1).</summary>
    public bool TryFlag(int field, out bool flag)
    {
        flag = false;
        var text = TextOrNone(field)?.ToLowerInvariant();
        flag = text is "true" or "yes" or "1";
        return flag || text is null or "false" or "no" or "0" || Accept($"the {NameOf(field)} '{Excerpt.Of(text)}' is neither true nor false");
    }

    /// <summary>A field as an id, which must not be empty.</summary>
    public bool TryId(int field, TextCache cache, out string id)
    {
        var bytes = this[field];
        if (bytes.IsEmpty)
        {
            id = "";
            Reject($"the {NameOf(field)} is empty; every id needs at least one character");
            return false;
        }

        id = Ascii.IsValid(bytes) ? cache.Get(bytes) : Text(field);
        return true;
    }

    /// <summary>A field as a finite number.</summary>
    public bool TryNumber(int field, out float value) =>
        Accept(FieldParser.Number(this[field], NameOf(field), out value));

    /// <summary>A field as a number from 0 to 1.</summary>
    public bool TryProgress(int field, out float value) =>
        Accept(FieldParser.Progress(this[field], NameOf(field), out value));

    /// <summary>A field as a whole number.</summary>
    public bool TryInteger(int field, out int value)
    {
        if (int.TryParse(this[field], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        Reject($"the {NameOf(field)} '{Excerpt.Of(this[field])}' is not a whole number");
        return false;
    }

    /// <summary>A field as the moment of an interaction: seconds since 1970, or a date and time in ISO 8601.</summary>
    public bool TryTime(int field, out DateTimeOffset time) =>
        Accept(FieldParser.InteractionTime(this[field], NameOf(field), out time));

    /// <summary>A field as the moment of an interaction in milliseconds since 1970.</summary>
    public bool TryMilliseconds(int field, out DateTimeOffset time) =>
        Accept(FieldParser.InteractionMilliseconds(this[field], NameOf(field), out time));

    /// <summary>Notes the id of a user or item, which may come only once.</summary>
    public bool TryNew(IdLines ids, string id, string name) => Accept(ids.Add(id, name, Path, LineNumber));

    /// <summary>Goes on where nothing is wrong, and rejects the row otherwise.</summary>
    public bool Accept([NotNullWhen(false)] string? problem)
    {
        if (problem is null)
        {
            return true;
        }

        Reject(problem);
        return false;
    }
}

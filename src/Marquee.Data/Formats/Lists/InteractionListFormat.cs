namespace Marquee.Data;

/// <summary>
/// Lists as LightGCN, NGCF and their successors publish them: one text file, a line for each user, <c>user item item ...</c>, all whole numbers from 0.
/// </summary>
/// <remarks>
/// Such a list says that a user and an item met, and nothing more: interactions are of kind <c>watch</c>, without a value or a time, in file order.
/// A user without items is passed over. A file of pairs <c>user item</c> is such a list too.
/// </remarks>
public sealed class InteractionListFormat : IDatasetFormat
{
    private const byte Space = (byte)' ';

    /// <inheritdoc/>
    public string Name => "lists";

    /// <inheritdoc/>
    public string Description => "lists of LightGCN and NGCF: one file with a line 'user item item ...' for each user";

    /// <inheritdoc/>
    public bool Recognizes(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        // The first line may be longer than the part of the file that is looked at; numbers and spaces it is even so.
        // A bad line further down makes the file no other one: whoever reads it says what is wrong there.
        var lines = TextHead.Lines(path);
        return lines.Count > 0 && IsList(lines[0]) && lines.Any(line => IsList(line) && line.Trim().Contains(' '));
    }

    /// <inheritdoc/>
    public void Read(string path, IDatasetSink sink, ReadContext context)
    {
        var session = new ReadSession(context, path);
        using var lines = new LineReader(session, path);
        var users = new TextCache();
        var items = new TextCache();
        var row = new List<string>();
        while (lines.Read())
        {
            if (TrySplit(lines, users, items, row))
            {
                for (var index = 1; index < row.Count; index++)
                {
                    sink.Add(new Interaction { UserId = row[0], ItemId = row[index], Kind = InteractionKinds.Watch });
                }
            }
        }

        session.Finish();
    }

    private static bool IsList(string line) => line.All(character => char.IsAsciiDigit(character) || character == ' ');

    /// <summary>Takes a line apart; only whole lines count, so nothing is given on before all of it is known to be good.</summary>
    private static bool TrySplit(LineReader lines, TextCache users, TextCache items, List<string> row)
    {
        row.Clear();
        var rest = lines.Line.Trim(Space);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf(Space);
            var field = end < 0 ? rest : rest[..end];
            if (field.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                lines.Reject($"'{Excerpt.Of(field)}' is not a whole number; a line is a user and the items they met, with single spaces between them");
                return false;
            }

            row.Add((row.Count == 0 ? users : items).Get(field));
            rest = end < 0 ? [] : rest[end..].TrimStart(Space);
        }

        return true;
    }
}

namespace Marquee.Data;

/// <summary>Turns Marquee's own JSON lines into users, items and interactions.</summary>
internal sealed class MarqueeLineReader(IDatasetSink sink)
{
    private readonly TextCache _words = new();
    private readonly MarqueeRecordReader _records = new(new TextCache(), new TextCache(), new TextCache());
    private readonly IdLines _userLines = new();
    private readonly IdLines _itemLines = new();

    /// <summary>Reads all lines of a file.</summary>
    public void Read(LineReader lines)
    {
        while (lines.Read())
        {
            try
            {
                Read(lines, new JsonLine(lines.Line, _words));
            }
            catch (JsonLineException exception)
            {
                lines.Reject(exception.Message);
            }
        }
    }

    private void Read(LineReader lines, JsonLine line)
    {
        switch (TypeOf(line))
        {
            case MarqueeLine.User:
                var user = _records.ReadUser(ref line);
                Check(_userLines.Add(user.Id, "user", lines.Path, lines.LineNumber));
                sink.Add(user);
                break;
            case MarqueeLine.Item:
                var item = _records.ReadItem(ref line);
                Check(_itemLines.Add(item.Id, "item", lines.Path, lines.LineNumber));
                sink.Add(item);
                break;
            case MarqueeLine.Interaction:
                sink.Add(_records.ReadInteraction(ref line));
                break;
            case var other:
                throw new JsonLineException($"\"type\" is '{Excerpt.Of(other)}'; user, item or interaction is expected");
        }
    }

    // Takes the line by value, so that it is read again from its start.
    internal static string TypeOf(JsonLine line)
    {
        while (line.Next())
        {
            if (line.Key == MarqueeLine.Type)
            {
                return line.Word();
            }

            line.Skip();
        }

        throw new JsonLineException("has no \"type\"; user, item or interaction is expected");
    }

    private static void Check(string? problem)
    {
        if (problem is not null)
        {
            throw new JsonLineException(problem);
        }
    }
}

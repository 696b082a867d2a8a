using System.Text.Json;

namespace Marquee.Data;

/// <summary>Turns Gorse's JSON lines into users, items and interactions.</summary>
internal sealed class GorseLineReader(IDatasetSink sink)
{
    private readonly TextCache _words = new();
    private readonly TextCache _userIds = new();
    private readonly TextCache _itemIds = new();
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
        string? user = null;
        string? item = null;
        string? kind = null;
        string? comment = null;
        float? value = null;
        DateTimeOffset? time = null;
        var hidden = false;
        ValueList<string> categories = [];
        var labels = new GorseLabels();
        while (line.Next())
        {
            switch (line.Key)
            {
                case GorseFormat.UserId:
                    user = line.Id(_userIds);
                    break;
                case GorseFormat.ItemId:
                    item = line.Id(_itemIds);
                    break;
                case GorseFormat.FeedbackType:
                    kind = line.Id(_words);
                    break;
                case "Timestamp":
                    time = ReadTime(ref line);
                    break;
                case "Value":
                    value = line.Number();
                    break;
                case "Comment":
                    comment = line.Text() is { Length: > 0 } text ? text : null;
                    break;
                case "IsHidden":
                    hidden = line.Boolean();
                    break;
                case "Categories":
                    categories = line.Texts();
                    break;
                case "Labels":
                    labels.Read(ref line);
                    break;
                default:
                    line.Skip();
                    break;
            }
        }

        if (kind is not null)
        {
            sink.Add(new Interaction
            {
                UserId = user ?? throw Missing(GorseFormat.UserId),
                ItemId = item ?? throw Missing(GorseFormat.ItemId),
                Kind = kind,

                // Gorse writes 0 where a feedback has no value.
                Value = value == 0 ? null : value,
                Time = time is { } moment ? Checked(moment) : null,
                Text = comment,
            });
        }
        else if (item is not null)
        {
            Check(_itemLines.Add(item, "item", lines.Path, lines.LineNumber));
            sink.Add(new Item
            {
                Id = item,
                Title = comment,
                Categories = categories,
                Labels = labels.Texts.ToValueList(),
                AvailableFrom = time,
                Hidden = hidden,
                Attributes = labels.Attributes(),
                Features = labels.Features(),
            });
        }
        else if (user is not null)
        {
            Check(_userLines.Add(user, "user", lines.Path, lines.LineNumber));
            sink.Add(new User { Id = user, Attributes = labels.UserAttributes(comment) });
        }
        else
        {
            throw new JsonLineException("has none of \"UserId\", \"ItemId\", \"FeedbackType\"; a user, an item or a feedback is expected");
        }
    }

    /// <summary>A moment; none for the year 1, which Gorse writes where there is no time.</summary>
    private static DateTimeOffset? ReadTime(ref JsonLine line)
    {
        if (line.Kind == JsonTokenType.String && line.Text().Length == 0)
        {
            return null;
        }

        var time = line.Moment();
        return time.Year == 1 ? null : time;
    }

    private static DateTimeOffset Checked(DateTimeOffset time)
    {
        Check(FieldParser.Within(time, "Timestamp"));
        return time;
    }

    private static void Check(string? problem)
    {
        if (problem is not null)
        {
            throw new JsonLineException(problem);
        }
    }

    private static JsonLineException Missing(string key) => new($"a feedback has no \"{key}\"");
}

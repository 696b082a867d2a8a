namespace Marquee.Data;

/// <summary>Turns Marquee's own JSON lines into users, items and interactions.</summary>
internal sealed class MarqueeLineReader(IDatasetSink sink)
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
        switch (TypeOf(line))
        {
            case MarqueeLine.User:
                var user = ReadUser(ref line);
                Check(_userLines.Add(user.Id, "user", lines.Path, lines.LineNumber));
                sink.Add(user);
                break;
            case MarqueeLine.Item:
                var item = ReadItem(ref line);
                Check(_itemLines.Add(item.Id, "item", lines.Path, lines.LineNumber));
                sink.Add(item);
                break;
            case MarqueeLine.Interaction:
                sink.Add(ReadInteraction(ref line));
                break;
            case var other:
                throw new JsonLineException($"\"type\" is '{Excerpt.Of(other)}'; user, item or interaction is expected");
        }
    }

    // Takes the line by value, so that it is read again from its start.
    private static string TypeOf(JsonLine line)
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

    private User ReadUser(ref JsonLine line)
    {
        string? id = null;
        var attributes = AttributeMap.Empty;
        var optedOut = false;
        while (line.Next())
        {
            switch (line.Key)
            {
                case MarqueeLine.Type:
                    break;
                case "id":
                    id = line.Id(_userIds);
                    break;
                case "attributes":
                    attributes = ReadAttributes(ref line);
                    break;
                case "optedOut":
                    optedOut = line.Boolean();
                    break;
                default:
                    throw Unknown(line.Key, MarqueeLine.User, MarqueeLine.UserKeys);
            }
        }

        return new User { Id = id ?? throw Missing(MarqueeLine.User, "id"), Attributes = attributes, OptedOut = optedOut };
    }

    private Item ReadItem(ref JsonLine line)
    {
        var item = new Item { Id = "" };
        while (line.Next())
        {
            // A record with one more property each time is a copy each time; items are few beside interactions.
            item = line.Key switch
            {
                MarqueeLine.Type => item,
                "id" => item with { Id = line.Id(_itemIds) },
                "title" => item with { Title = line.Text() },
                "kind" => item with { Kind = line.Word() },
                "year" => item with { Year = line.Integer() },
                "releaseDate" => item with { ReleaseDate = line.Day() },
                "countries" => item with { Countries = line.Texts() },
                "language" => item with { Language = line.Word() },
                "categories" => item with { Categories = line.Texts() },
                "labels" => item with { Labels = line.Texts() },
                "people" => item with { People = ReadPeople(ref line) },
                "summary" => item with { Summary = line.Text() },
                "availableFrom" => item with { AvailableFrom = line.Moment() },
                "availableUntil" => item with { AvailableUntil = line.Moment() },
                "hidden" => item with { Hidden = line.Boolean() },
                "attributes" => item with { Attributes = ReadAttributes(ref line) },
                "features" => item with { Features = ReadFeatures(ref line) },
                _ => throw Unknown(line.Key, MarqueeLine.Item, MarqueeLine.ItemKeys),
            };
        }

        return item.Id.Length > 0 ? item : throw Missing(MarqueeLine.Item, "id");
    }

    private Interaction ReadInteraction(ref JsonLine line)
    {
        string? user = null;
        string? kind = null;
        string? session = null;
        string? text = null;
        var item = "";
        float? value = null;
        float? progress = null;
        DateTimeOffset? time = null;
        while (line.Next())
        {
            switch (line.Key)
            {
                case MarqueeLine.Type:
                    break;
                case "user":
                    user = line.Id(_userIds);
                    break;
                case "item":
                    item = line.Id(_itemIds);
                    break;
                case "kind":
                    kind = line.Id(_words);
                    break;
                case "value":
                    value = line.Number();
                    break;
                case "progress":
                    progress = line.Progress();
                    break;
                case "time":
                    time = line.InteractionTime();
                    break;
                case "session":
                    session = line.Word();
                    break;
                case "text":
                    text = line.Text();
                    break;
                default:
                    throw Unknown(line.Key, MarqueeLine.Interaction, MarqueeLine.InteractionKeys);
            }
        }

        var result = new Interaction
        {
            UserId = user ?? throw Missing(MarqueeLine.Interaction, "user"),
            ItemId = item,
            Kind = kind ?? throw Missing(MarqueeLine.Interaction, "kind"),
            Value = value,
            Progress = progress,
            Time = time,
            Session = session,
            Text = text,
        };
        return item.Length > 0 || kind == InteractionKinds.Search
            ? result
            : throw new JsonLineException("an interaction has no \"item\"; only those of kind search may have none");
    }

    private static ValueList<Person> ReadPeople(ref JsonLine line)
    {
        const string Expected = "a list of people such as [{\"name\":\"Ann Lee\",\"role\":\"director\"}]";
        line.BeginArray(Expected);
        var people = new List<Person>();
        while (line.NextElement())
        {
            line.BeginObject(Expected);
            string? name = null;
            string? role = null;
            while (line.Next())
            {
                switch (line.Key)
                {
                    case "name":
                        name = line.Text();
                        break;
                    case "role":
                        role = line.Word();
                        break;
                    default:
                        throw Unknown(line.Key, "person", ["name", "role"]);
                }
            }

            people.Add(new Person(name ?? throw Missing("person", "name"), role ?? throw Missing("person", "role")));
        }

        return people.ToValueList();
    }

    private static AttributeMap ReadAttributes(ref JsonLine line)
    {
        line.BeginObject("an object of texts in braces");
        var entries = new Dictionary<string, string>();
        while (line.Next())
        {
            AddOnce(entries, line.Key, line.Scalar());
        }

        return new AttributeMap(entries);
    }

    private static FeatureMap ReadFeatures(ref JsonLine line)
    {
        line.BeginObject("an object of lists of numbers in braces");
        var entries = new Dictionary<string, ReadOnlyMemory<float>>();
        while (line.Next())
        {
            AddOnce(entries, line.Key, line.Numbers());
        }

        return new FeatureMap(entries);
    }

    private static void AddOnce<T>(Dictionary<string, T> entries, string key, T value)
    {
        if (!entries.TryAdd(key, value))
        {
            throw new JsonLineException($"\"{key}\" is given twice");
        }
    }

    private static void Check(string? problem)
    {
        if (problem is not null)
        {
            throw new JsonLineException(problem);
        }
    }

    private static JsonLineException Missing(string type, string key) => new($"{(type == MarqueeLine.Interaction || type == MarqueeLine.Item ? "an" : "a")} {type} has no \"{key}\"");

    private static JsonLineException Unknown(string key, string type, IEnumerable<string> keys) =>
        new($"the key \"{Excerpt.Of(key)}\" is not known; the keys of {(type == MarqueeLine.Interaction || type == MarqueeLine.Item ? "an" : "a")} {type} are {string.Join(", ", keys)}");
}

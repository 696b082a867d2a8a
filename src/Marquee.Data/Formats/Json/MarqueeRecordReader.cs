namespace Marquee.Data;

/// <summary>Reads the records of Marquee's own JSON lines: one user, item or interaction from one object.</summary>
/// <param name="words">Keeps kinds, which come again and again.</param>
/// <param name="userIds">Keeps ids of users.</param>
/// <param name="itemIds">Keeps ids of items.</param>
internal sealed class MarqueeRecordReader(TextCache words, TextCache userIds, TextCache itemIds)
{
    /// <summary>A user.</summary>
    /// <param name="line">Where the object begins.</param>
    /// <param name="id">The id where the object has none; null where it must have one.</param>
    public User ReadUser(ref JsonLine line, string? id = null)
    {
        var attributes = AttributeMap.Empty;
        var optedOut = false;
        while (line.Next())
        {
            switch (line.Key)
            {
                case MarqueeLine.Type:
                    break;
                case "id":
                    id = line.Id(userIds);
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

    /// <summary>An item.</summary>
    /// <param name="line">Where the object begins.</param>
    /// <param name="id">The id where the object has none; null where it must have one.</param>
    public Item ReadItem(ref JsonLine line, string? id = null)
    {
        var item = new Item { Id = id ?? "" };
        while (line.Next())
        {
            // A record with one more property each time is a copy each time; items are few beside interactions.
            item = line.Key switch
            {
                MarqueeLine.Type => item,
                "id" => item with { Id = line.Id(itemIds) },
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

    /// <summary>An interaction.</summary>
    /// <param name="line">Where the object begins.</param>
    /// <param name="user">The user where the object names none; null where it must name one.</param>
    public Interaction ReadInteraction(ref JsonLine line, string? user = null)
    {
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
                    user = line.Id(userIds);
                    break;
                case "item":
                    item = line.Id(itemIds);
                    break;
                case "kind":
                    kind = line.Id(words);
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

    private static JsonLineException Missing(string type, string key) => new($"{(type == MarqueeLine.Interaction || type == MarqueeLine.Item ? "an" : "a")} {type} has no \"{key}\"");

    private static JsonLineException Unknown(string key, string type, IEnumerable<string> keys) =>
        new($"the key \"{Excerpt.Of(key)}\" is not known; the keys of {(type == MarqueeLine.Interaction || type == MarqueeLine.Item ? "an" : "a")} {type} are {string.Join(", ", keys)}");
}

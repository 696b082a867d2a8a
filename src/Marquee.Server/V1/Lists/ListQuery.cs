using Marquee.Live;
using Marquee.Recommenders;

namespace Marquee.Server;

/// <summary>What a query asks of a list.</summary>
internal static class ListQuery
{
    private static readonly QueryParameter[] Limits =
    [
        new("model", "string", "The model that answers. Default: the main one."),
        new("category", "string", "Only items of this category; given several times or with commas, of each of them."),
        new("notCategory", "string", "No items of this category, nor of this one..."),
        new("label", "string", "Only items with this label, and with this one..."),
        new("notLabel", "string", "No items with this label, nor with this one..."),
        new("kind", "string", "Only items of this kind, such as `film`, or of this one..."),
        new("filter", "string", "Only items that this wants: `category:drama AND (label:heist OR label:\"based on a true story\") AND NOT kind:episode`."),
        new("exclude", "string", "Ids of items that must not come, with commas between, or given several times."),
        new("country", "string", "Where it is shown (ISO 3166-1 alpha-2). Default: what is known of the user."),
        new("device", "string", "What it is shown on."),
        new("maxAge", "integer", "No items with a minimum age above this one, 0 to 99."),
        new("maxPerFranchise", "integer", "At most so many items of one franchise, 1 to 1000. Default: see `GET /v1/serving`."),
        new("includeSeen", "boolean", "Whether items may come that the user has dealt with. Default false. What they rejected never comes."),
        new("diversity", "number", "How much variety counts against score, 0 to 1. Default: see `GET /v1/serving`."),
        new("calibration", "number", "How much the categories of the history should come back in their shares, 0 to 1. Default: see `GET /v1/serving`."),
        new("exploration", "number", "Share of the places that are given to chance among the best candidates, 0 to 1. Default: see `GET /v1/serving`."),
        new("explain", "boolean", "Whether to say why each item is there. Default false."),
        new("surface", "string", "Where the list is shown, for the log of served lists."),
    ];

    /// <summary>Parameters of a home page.</summary>
    public static readonly QueryParameter[] ForHome = Limits;

    /// <summary>Parameters of a list.</summary>
    public static readonly QueryParameter[] ForList =
    [
        new("n", "integer", "Length of the list, 1 to 1000. Default 10."),
        new("offset", "integer", "How many of the best to leave out, 0 to 9000. Default 0."),
        .. Limits,
    ];

    /// <summary>Reads the query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="surface">Where the list is shown where the query does not say.</param>
    /// <exception cref="ProblemException">A value is wrong; the problem names the parameter.</exception>
    public static ListRequest Read(QueryValues query, string surface) => query.All.Count == 0
        ? new ListRequest { Surface = surface }
        : new ListRequest
        {
            Count = query.Whole("n", 1, 1000) ?? 10,
            Offset = query.Whole("offset", 0, 9000) ?? 0,
            Model = query.Text("model"),
            Filter = Filter(query),
            Exclude = query.Texts("exclude"),
            Country = query.Text("country"),
            Device = query.Text("device"),
            MaximumAge = query.Whole("maxAge", 0, 99),
            MaximumPerFranchise = query.Whole("maxPerFranchise", 1, 1000),
            IncludeSeen = query.Flag("includeSeen"),
            Diversity = query.Share("diversity"),
            Calibration = query.Share("calibration"),
            Exploration = query.Share("exploration"),
            Explain = query.Flag("explain"),
            Surface = query.Text("surface") ?? surface,
        };

    private static ItemFilter? Filter(QueryValues query)
    {
        List<ItemFilter>? parts = null;
        foreach (var (name, value) in query.All)
        {
            if (name is not ("category" or "notCategory" or "label" or "notLabel" or "kind"))
            {
                continue;
            }

            var words = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            parts ??= [];
            switch (name)
            {
                case "category":
                    parts.AddRange(words.Select(ItemFilter.Category));
                    break;
                case "notCategory":
                    parts.AddRange(words.Select(word => ItemFilter.Not(ItemFilter.Category(word))));
                    break;
                case "label":
                    parts.AddRange(words.Select(ItemFilter.Label));
                    break;
                case "notLabel":
                    parts.AddRange(words.Select(word => ItemFilter.Not(ItemFilter.Label(word))));
                    break;
                default:
                    parts.Add(ItemFilter.Any(words.Select(ItemFilter.Kind)));
                    break;
            }
        }

        if (query.Text("filter") is { } text)
        {
            try
            {
                (parts ??= []).Add(ItemFilter.Parse(text));
            }
            catch (FormatException exception)
            {
                throw QueryValues.Refuse(exception.Message, "filter");
            }
        }

        return parts is null ? null : ItemFilter.All(parts);
    }
}

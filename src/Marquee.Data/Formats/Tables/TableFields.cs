namespace Marquee.Data;

/// <summary>The fields of the three tables, and the usual names of their columns.</summary>
internal static class TableFields
{
    public const string User = "user";
    public const string OptedOut = "optedOut";
    public const string Item = "item";
    public const string Title = "title";
    public const string Kind = "kind";
    public const string Year = "year";
    public const string ReleaseDate = "releaseDate";
    public const string Countries = "countries";
    public const string Language = "language";
    public const string Categories = "categories";
    public const string Labels = "labels";
    public const string People = "people";
    public const string Summary = "summary";
    public const string AvailableFrom = "availableFrom";
    public const string AvailableUntil = "availableUntil";
    public const string Hidden = "hidden";
    public const string Value = "value";
    public const string Progress = "progress";
    public const string Time = "time";
    public const string TimeMilliseconds = "timeMilliseconds";
    public const string Session = "session";
    public const string Text = "text";

    /// <summary>Stands before the name of an attribute that would otherwise be taken for a field.</summary>
    public const string AttributePrefix = "attribute:";

    private static readonly TableField UserId = new(User, "userid", "uid", "customer", "customerid", "member", "memberid", "viewer", "viewerid", "profile", "profileid");

    private static readonly TableField ItemId = new(
        Item, "itemid", "iid", "movie", "movieid", "film", "filmid", "show", "showid", "series", "seriesid", "episodeid", "video", "videoid", "track", "trackid",
        "song", "songid", "product", "productid", "content", "contentid", "asset", "assetid", "titleid");

    /// <summary>Fields of a table of interactions.</summary>
    public static IReadOnlyList<TableField> Interactions { get; } =
    [
        UserId,
        ItemId,
        new(Kind, "event", "eventtype", "feedbacktype", "type", "action", "interaction", "interactiontype"),
        new(Value, "rating", "score", "stars", "plays", "playcount", "count", "weight"),
        new(Progress, "completion", "watchedfraction"),
        new(Time, "timestamp", "date", "datetime", "ts", "createdat", "eventtime", "watchedat", "unixtime"),
        new(TimeMilliseconds, "timems", "timestampms"),
        new(Session, "sessionid", "visit", "visitid"),
        new(Text, "query", "tag", "comment", "review"),
    ];

    /// <summary>Fields of a table of users.</summary>
    public static IReadOnlyList<TableField> Users { get; } =
    [
        UserId with { Aliases = [.. UserId.Aliases, "id"] },
        new(OptedOut, "optout"),
    ];

    /// <summary>Fields of a table of items.</summary>
    public static IReadOnlyList<TableField> Items { get; } =
    [
        ItemId with { Aliases = [.. ItemId.Aliases, "id"] },
        new(Title, "name", "movietitle", "itemtitle"),
        new(Kind, "type", "itemtype"),
        new(Year, "releaseyear", "movieyear"),
        new(ReleaseDate, "released"),
        new(Countries, "country"),
        new(Language, "originallanguage"),
        new(Categories, "category", "genres", "genre", "class"),
        new(Labels, "label", "tags", "keywords"),
        new(People),
        new(Summary, "description", "overview", "plot", "synopsis"),
        new(AvailableFrom),
        new(AvailableUntil),
        new(Hidden, "ishidden"),
    ];
}

namespace Marquee.Data;

/// <summary>The rating files of MovieLens: user, item, rating, time.</summary>
internal static class MovieLensRatings
{
    /// <summary>The fields of a row.</summary>
    public static string[] Fields { get; } = ["user", "item", "rating", "time"];

    /// <summary>Whether a file looks like ratings: by its name, or by a first line of four whole numbers, the rating perhaps with a fraction.</summary>
    public static bool Recognizes(string path, string name, string separator) => File.Exists(path)
        && (DatasetFiles.Name(path) == name
            || (TextHead.FirstLine(path).Split(separator) is { Length: 4 } fields
                && fields.All(field => field.Length > 0 && field.All(character => char.IsAsciiDigit(character) || character == '.'))));

    /// <summary>Streams all ratings of a file whose columns are <see cref="Fields"/>.</summary>
    public static void Read(RowReader rows, IDatasetSink sink) => Read(rows, 0, 1, 2, 3, sink);

    /// <summary>Streams all ratings of a file.</summary>
    public static void Read(RowReader rows, int userColumn, int itemColumn, int ratingColumn, int timeColumn, IDatasetSink sink)
    {
        var users = new TextCache();
        var items = new TextCache();
        while (rows.Read())
        {
            if (rows.TryId(userColumn, users, out var user) && rows.TryId(itemColumn, items, out var item)
                && rows.TryNumber(ratingColumn, out var rating) && rows.TryTime(timeColumn, out var time))
            {
                sink.Add(new Interaction { UserId = user, ItemId = item, Kind = InteractionKinds.Rating, Value = rating, Time = time });
            }
        }
    }
}

namespace Marquee.Data;

/// <summary>
/// MovieLens since 2013 (latest, latest-small, 20M, 25M, 32M) as GroupLens publishes it: a folder with <c>ratings.csv</c> and <c>movies.csv</c>, with or without
/// <c>tags.csv</c> and <c>links.csv</c>.
/// </summary>
/// <remarks>
/// Ratings are interactions of kind <c>rating</c>, tags of kind <c>tag</c> with the tag as text. Items are of kind <c>film</c> and get the attributes
/// <c>imdbId</c> and <c>tmdbId</c>.
/// </remarks>
public sealed class MovieLensLatestFormat : IDatasetFormat
{
    private const string Ratings = "ratings.csv";
    private const string Movies = "movies.csv";

    /// <inheritdoc/>
    public string Name => "movielens-latest";

    /// <inheritdoc/>
    public string Description => "MovieLens latest, 20M, 25M, 32M: a folder with ratings.csv and movies.csv, and perhaps tags.csv and links.csv";

    /// <inheritdoc/>
    public bool Recognizes(string path) => Directory.Exists(path) && (DatasetFiles.Find(path, Ratings), DatasetFiles.Find(path, Movies)) switch
    {
        (not null, not null) => true,
        (null, null) => false,
        var (ratings, movies) => CsvTable.HeadersOf((ratings ?? movies)!).Contains("movieId"),
    };

    /// <inheritdoc/>
    public void Read(string path, IDatasetSink sink, ReadContext context)
    {
        const string Layout = "ratings.csv and movies.csv, and may hold tags.csv and links.csv";
        var ratings = DatasetFiles.Require(path, Ratings, Layout);
        var movies = DatasetFiles.Require(path, Movies, Layout);
        var tags = DatasetFiles.Find(path, "tags.csv");
        var links = DatasetFiles.Find(path, "links.csv");
        var session = new ReadSession(context, new[] { ratings, movies, tags, links }.OfType<string>());
        ReadItems(session, movies, links is null ? [] : ReadLinks(session, links), sink);
        ReadRatings(session, ratings, sink);
        if (tags is not null)
        {
            ReadTags(session, tags, sink);
        }

        session.Finish();
    }

    private static Dictionary<string, AttributeMap> ReadLinks(ReadSession session, string path)
    {
        using var rows = new CsvTable(session, path);
        var (movie, imdb, tmdb) = (rows.Require("movieId"), rows.Require("imdbId"), rows.Require("tmdbId"));
        var links = new Dictionary<string, AttributeMap>(StringComparer.Ordinal);
        var ids = new IdLines();
        var cache = new TextCache();
        while (rows.Read())
        {
            if (rows.TryId(movie, cache, out var id) && rows.TryNew(ids, id, "item"))
            {
                var entries = new[] { KeyValuePair.Create("imdbId", rows.Text(imdb)), KeyValuePair.Create("tmdbId", rows.Text(tmdb)) };
                links.Add(id, new AttributeMap(entries.Where(entry => entry.Value.Length > 0)));
            }
        }

        return links;
    }

    private static void ReadItems(ReadSession session, string path, Dictionary<string, AttributeMap> links, IDatasetSink sink)
    {
        using var rows = new CsvTable(session, path);
        var (movie, title, genres) = (rows.Require("movieId"), rows.Require("title"), rows.Require("genres"));
        var ids = new IdLines();
        var cache = new TextCache();
        while (rows.Read())
        {
            if (rows.TryId(movie, cache, out var id) && rows.TryNew(ids, id, "item"))
            {
                sink.Add(MovieLensItem.Create(id, rows.Text(title), rows.Text(genres), links.GetValueOrDefault(id, AttributeMap.Empty)));
            }
        }
    }

    private static void ReadRatings(ReadSession session, string path, IDatasetSink sink)
    {
        using var rows = new CsvTable(session, path);
        MovieLensRatings.Read(rows, rows.Require("userId"), rows.Require("movieId"), rows.Require("rating"), rows.Require("timestamp"), sink);
    }

    private static void ReadTags(ReadSession session, string path, IDatasetSink sink)
    {
        using var rows = new CsvTable(session, path);
        var (userColumn, movie, tag, timestamp) = (rows.Require("userId"), rows.Require("movieId"), rows.Require("tag"), rows.Require("timestamp"));
        var users = new TextCache();
        var items = new TextCache();
        while (rows.Read())
        {
            if (rows.TryId(userColumn, users, out var user) && rows.TryId(movie, items, out var item) && rows.TryTime(timestamp, out var time))
            {
                sink.Add(new Interaction { UserId = user, ItemId = item, Kind = InteractionKinds.Tag, Text = rows.Text(tag), Time = time });
            }
        }
    }
}

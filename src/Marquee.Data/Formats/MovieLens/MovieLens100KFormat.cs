using System.Globalization;

namespace Marquee.Data;

/// <summary>
/// MovieLens 100K as GroupLens publishes it: <c>u.data</c>, <c>u.item</c>, <c>u.user</c> and <c>u.genre</c> in a folder; or one tab-separated
/// file of user, item, rating, time without a header, such as <c>u.data</c> or <c>u1.base</c>.
/// </summary>
/// <remarks>
/// Text is latin-1; a line that is valid UTF-8 is taken as that, since converted copies circulate. Users get the attributes <c>age</c>, <c>gender</c>,
/// <c>occupation</c> and <c>zip</c>; items are of kind <c>film</c> and get the attribute <c>imdbUrl</c>; the genre <c>unknown</c> is left out.
/// </remarks>
public sealed class MovieLens100KFormat : IDatasetFormat
{
    private const string Ratings = "u.data";
    private const string Layout = "u.data, u.item, u.user and u.genre (to read the ratings alone give the file u.data)";

    /// <inheritdoc/>
    public string Name => "movielens-100k";

    /// <inheritdoc/>
    public string Description => "MovieLens 100K: a folder with u.data, u.item, u.user and u.genre, or one tab-separated file of user, item, rating, time";

    /// <inheritdoc/>
    public bool Recognizes(string path) => Directory.Exists(path)
        ? DatasetFiles.Find(path, Ratings) is not null || DatasetFiles.Find(path, "u.item") is not null
        : MovieLensRatings.Recognizes(path, Ratings, "\t");

    /// <inheritdoc/>
    public void Read(string path, IDatasetSink sink, ReadContext context)
    {
        if (!Directory.Exists(path))
        {
            var alone = new ReadSession(context, path);
            ReadRatings(alone, path, sink);
            alone.Finish();
            return;
        }

        var data = DatasetFiles.Require(path, Ratings, Layout);
        var item = DatasetFiles.Require(path, "u.item", Layout);
        var user = DatasetFiles.Require(path, "u.user", Layout);
        var genre = DatasetFiles.Require(path, "u.genre", Layout);
        var session = new ReadSession(context, data, item, user, genre);
        ReadUsers(session, user, sink);
        ReadItems(session, item, ReadGenres(session, genre), sink);
        ReadRatings(session, data, sink);
        session.Finish();
    }

    private static void ReadRatings(ReadSession session, string path, IDatasetSink sink)
    {
        using var rows = new DelimitedReader(session, path, "\t", MovieLensRatings.Fields);
        MovieLensRatings.Read(rows, sink);
    }

    private static void ReadUsers(ReadSession session, string path, IDatasetSink sink)
    {
        using var rows = new DelimitedReader(session, path, "|", "user", "age", "gender", "occupation", "zip");
        var ids = new IdLines();
        var cache = new TextCache();
        while (rows.Read())
        {
            if (!rows.TryId(0, cache, out var id) || !rows.TryInteger(1, out var age) || !rows.TryNew(ids, id, "user"))
            {
                continue;
            }

            sink.Add(new User
            {
                Id = id,
                Attributes = new AttributeMap(
                [
                    new("age", age.ToString(CultureInfo.InvariantCulture)), new("gender", rows.Text(2)),
                    new("occupation", rows.Text(3)), new("zip", rows.Text(4)),
                ]),
            });
        }
    }

    /// <summary>The genres in the order of the flags of <c>u.item</c>.</summary>
    private static List<string> ReadGenres(ReadSession session, string path)
    {
        using var rows = new DelimitedReader(session, path, "|", "genre", "number");
        var genres = new List<string>();
        while (rows.Read())
        {
            if (!rows.TryInteger(1, out var number))
            {
                continue;
            }

            if (number == genres.Count)
            {
                genres.Add(rows.Text(0));
            }
            else
            {
                // Without this genre every later flag of u.item would mean another one, so it is never skipped.
                throw new DatasetException(new DatasetProblem(path, rows.LineNumber, $"the genre number {number} is out of order; {genres.Count} is expected"));
            }
        }

        return genres;
    }

    private static void ReadItems(ReadSession session, string path, List<string> genres, IDatasetSink sink)
    {
        const int FirstFlag = 5;
        using var rows = new DelimitedReader(session, path, "|", ["item", "title", "release date", "video release date", "IMDb address", .. genres]);
        var ids = new IdLines();
        var cache = new TextCache();
        var categories = new List<string>();
        while (rows.Read())
        {
            if (!rows.TryId(0, cache, out var id) || !TryDate(rows, 2, out var released) || !rows.TryNew(ids, id, "item"))
            {
                continue;
            }

            categories.Clear();
            for (var genre = 0; genre < genres.Count; genre++)
            {
                if (rows[FirstFlag + genre] is [(byte)'1'] && genres[genre] != "unknown")
                {
                    categories.Add(genres[genre]);
                }
            }

            var (title, year) = MovieLensTitle.Parse(rows.Text(1));
            var address = rows.Text(4);
            sink.Add(new Item
            {
                Id = id,
                Title = title.Length == 0 ? null : title,
                Kind = "film",
                Year = year ?? released?.Year,
                ReleaseDate = released,
                Categories = categories.ToValueList(),
                Attributes = address.Length == 0 ? AttributeMap.Empty : new AttributeMap([new("imdbUrl", address)]),
            });
        }
    }

    private static bool TryDate(DelimitedReader rows, int field, out DateOnly? date)
    {
        date = null;
        var text = rows.Text(field);
        if (text.Length == 0)
        {
            return true;
        }

        if (DateOnly.TryParseExact(text, "d-MMM-yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            date = parsed;
            return true;
        }

        rows.Reject($"the release date '{Excerpt.Of(text)}' is not a date such as 01-Jan-1995");
        return false;
    }
}

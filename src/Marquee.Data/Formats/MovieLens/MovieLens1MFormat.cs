using System.Globalization;

namespace Marquee.Data;

/// <summary>
/// MovieLens 1M as GroupLens publishes it: <c>ratings.dat</c>, with or without <c>movies.dat</c> and <c>users.dat</c>, in a folder; or one file of
/// <c>user::item::rating::time</c>. The same files of MovieLens 10M are read too.
/// </summary>
/// <remarks>
/// Text is latin-1; a line that is valid UTF-8 is taken as that, since converted copies circulate. Users get the attributes <c>gender</c>, <c>ageGroup</c>
/// (<c>under 18</c>, <c>18-24</c>, <c>25-34</c>, <c>35-44</c>, <c>45-49</c>, <c>50-55</c>, <c>56+</c>), <c>occupation</c> (in words) and <c>zip</c>; items are of kind <c>film</c>.
/// </remarks>
public sealed class MovieLens1MFormat : IDatasetFormat
{
    private const string Ratings = "ratings.dat";
    private const string Separator = "::";

    private static readonly Dictionary<int, string> AgeGroups = new()
    {
        [1] = "under 18",
        [18] = "18-24",
        [25] = "25-34",
        [35] = "35-44",
        [45] = "45-49",
        [50] = "50-55",
        [56] = "56+",
    };

    private static readonly string[] Occupations =
    [
        "other", "academic/educator", "artist", "clerical/admin", "college/grad student", "customer service", "doctor/health care",
        "executive/managerial", "farmer", "homemaker", "K-12 student", "lawyer", "programmer", "retired", "sales/marketing", "scientist",
        "self-employed", "technician/engineer", "tradesman/craftsman", "unemployed", "writer",
    ];

    /// <inheritdoc/>
    public string Name => "movielens-1m";

    /// <inheritdoc/>
    public string Description => "MovieLens 1M: a folder with ratings.dat, movies.dat and users.dat, or one file of user::item::rating::time";

    /// <inheritdoc/>
    public bool Recognizes(string path) => Directory.Exists(path)
        ? DatasetFiles.Find(path, Ratings) is not null || DatasetFiles.Find(path, "movies.dat") is not null
        : MovieLensRatings.Recognizes(path, Ratings, Separator);

    /// <inheritdoc/>
    public void Read(string path, IDatasetSink sink, ReadContext context)
    {
        var folder = Directory.Exists(path);
        var ratings = folder ? DatasetFiles.Require(path, Ratings, "ratings.dat, and may hold movies.dat and users.dat") : path;
        var movies = folder ? DatasetFiles.Find(path, "movies.dat") : null;
        var users = folder ? DatasetFiles.Find(path, "users.dat") : null;
        var session = new ReadSession(context, new[] { ratings, movies, users }.OfType<string>());
        if (users is not null)
        {
            ReadUsers(session, users, sink);
        }

        if (movies is not null)
        {
            ReadItems(session, movies, sink);
        }

        using var rows = new DelimitedReader(session, ratings, Separator, MovieLensRatings.Fields);
        MovieLensRatings.Read(rows, sink);
        session.Finish();
    }

    private static void ReadUsers(ReadSession session, string path, IDatasetSink sink)
    {
        using var rows = new DelimitedReader(session, path, Separator, "user", "gender", "age", "occupation", "zip");
        var ids = new IdLines();
        var cache = new TextCache();
        while (rows.Read())
        {
            if (!rows.TryId(0, cache, out var id) || !rows.TryInteger(2, out var age) || !rows.TryInteger(3, out var occupation))
            {
                continue;
            }

            if (!AgeGroups.TryGetValue(age, out var ageGroup))
            {
                rows.Reject($"the age {age} is none of the codes {string.Join(", ", AgeGroups.Keys)}");
                continue;
            }

            if (occupation < 0 || occupation >= Occupations.Length)
            {
                rows.Reject($"the occupation {occupation.ToString(CultureInfo.InvariantCulture)} is not between 0 and {Occupations.Length - 1}");
                continue;
            }

            if (rows.TryNew(ids, id, "user"))
            {
                sink.Add(new User
                {
                    Id = id,
                    Attributes = new AttributeMap(
                    [
                        new("ageGroup", ageGroup), new("gender", rows.Text(1)), new("occupation", Occupations[occupation]), new("zip", rows.Text(4)),
                    ]),
                });
            }
        }
    }

    private static void ReadItems(ReadSession session, string path, IDatasetSink sink)
    {
        using var rows = new DelimitedReader(session, path, Separator, "item", "title", "genres");
        var ids = new IdLines();
        var cache = new TextCache();
        while (rows.Read())
        {
            if (rows.TryId(0, cache, out var id) && rows.TryNew(ids, id, "item"))
            {
                sink.Add(MovieLensItem.Create(id, rows.Text(1), rows.Text(2), AttributeMap.Empty));
            }
        }
    }
}

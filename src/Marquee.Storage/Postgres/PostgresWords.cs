using System.Globalization;
using System.Text;
using Marquee.Data;
using Npgsql;

namespace Marquee.Storage;

/// <summary>The words by which items are found, as PostgreSQL's <c>tsvector</c> and <c>tsquery</c>; <see cref="SearchWords"/> takes them out of the texts, so that no dictionary of the server has a say.</summary>
internal static class PostgresWords
{
    /// <summary>PostgreSQL takes 1 MB for an item; this many bytes of words are left room for their places.</summary>
    private const int MostBytes = 256 * 1024;

    private const int LastPlace = 16_383;

    /// <summary>Weights of the classes D, C, B and A, as <see cref="SqliteItemWords"/> weighs the same fields.</summary>
    private const string Weights = "'{0.1, 0.3, 0.5, 1}'";

    /// <summary>The words of an item, as the text of a <c>tsvector</c>; nothing where it is hidden.</summary>
    public static string? Of(Item item)
    {
        if (item.Hidden)
        {
            return null;
        }

        var vector = new StringBuilder();
        var place = 0;
        Add(SearchWords.Plain(item.Title), 'A');
        Add(SearchWords.Plain(item.People.Select(person => person.Name)), 'B');
        Add(SearchWords.Plain(item.Categories.Concat(item.Labels)), 'C');
        Add(SearchWords.Plain(item.Summary), 'D');
        return vector.ToString();

        void Add(string words, char weight)
        {
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (vector.Length < MostBytes)
                {
                    place = Math.Min(place + 1, LastPlace);
                    vector.Append(CultureInfo.InvariantCulture, $"'{word}':{place}{weight} ");
                }
            }
        }
    }

    /// <summary>Finds items; see <see cref="IDataStore.SearchItems"/>.</summary>
    public static IReadOnlyList<SearchHit> Find(NpgsqlConnection connection, string[][] words, int count)
    {
        var question = string.Join(" & ", words.Select(parts => $"({string.Join(" <-> ", parts.Select(part => $"'{part}'"))})"))[..^1] + ":*)";
        using var command = connection.Query(
            $"SELECT idx, ts_rank({Weights}, words, question, 1) AS score FROM items, CAST($1 AS tsquery) AS question WHERE words @@ question ORDER BY score DESC, idx LIMIT $2",
            question,
            count);
        using var rows = command.ExecuteReader();
        var hits = new List<SearchHit>();
        while (rows.Read())
        {
            hits.Add(new SearchHit(rows.GetInt32(0), rows.GetFloat(1)));
        }

        return hits;
    }
}

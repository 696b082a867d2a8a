using System.Globalization;
using System.Text.Json;
using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>What was said elsewhere of the films of MovieLens 1M: plots, people and certificates, and what an encyclopedia says. The genres of those sources are not read.</summary>
internal static class MovieLensPlots
{
    /// <summary>File of the plots.</summary>
    public const string FileName = "movies_extrainfos.dat";

    private const string Abstracts = "dbpedia_abstracts.json";
    private const string None = "N/A";

    /// <summary>The films with plot, people, certificate and year where they are known.</summary>
    /// <param name="items">The films of MovieLens 1M.</param>
    /// <param name="folder">The folder of the plots.</param>
    public static IReadOnlyList<Item> AddTo(IReadOnlyList<Item> items, string folder)
    {
        var told = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(folder, FileName)))
        {
            // Fields: id, title, year, certificate, date, genres, director, writers, actors, plot, poster.
            if (line.Split("::") is { Length: >= 10 } fields)
            {
                told[fields[0]] = fields;
            }
        }

        return [.. items.Select(item => told.TryGetValue(item.Id, out var fields) ? Add(item, fields) : item)];
    }

    /// <summary>The plots alone by film, where the file is there.</summary>
    public static IEnumerable<(string Film, string Text)> ReadPlots(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path)
            ? [.. File.ReadLines(path).Select(line => line.Split("::")).Where(fields => fields.Length >= 10).Select(fields => (fields[0], Plot: fields[9].Trim())).Where(film => film.Plot is not None)]
            : [];
    }

    /// <summary>What the encyclopedia says of films, by film, where the file is there.</summary>
    public static IEnumerable<(string Film, string Text)> ReadAbstracts(string folder)
    {
        var path = Path.Combine(folder, Abstracts);
        if (!File.Exists(path))
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.EnumerateObject().Where(film => film.Value.GetString() is not null).Select(film => (film.Name, film.Value.GetString()!))];
    }

    private static Item Add(Item item, string[] fields) => item with
    {
        Kind = "film",
        Year = int.TryParse(fields[2].AsSpan(0, Math.Min(4, fields[2].Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : item.Year,
        Summary = fields[9].Trim() is { Length: > 0 } and not None ? fields[9].Trim() : null,
        People = [.. Names(fields[6], "director").Concat(Names(fields[7], "writer")).Concat(Names(fields[8], "actor")).Distinct()],
        Attributes = fields[3] is None or "" ? AttributeMap.Empty : new AttributeMap([new("maturity", fields[3])]),
    };

    // Such as "Joss Whedon (screenplay by), Joel Cohen (screenplay by)".
    private static IEnumerable<Person> Names(string field, string role) => field
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(name => (name.IndexOf('(', StringComparison.Ordinal) is >= 0 and var bracket ? name[..bracket] : name).Trim())
        .Where(name => name.Length > 0 && name != None)
        .Select(name => new Person(name, role));
}

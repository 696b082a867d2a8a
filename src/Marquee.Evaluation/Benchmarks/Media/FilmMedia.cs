using System.Globalization;
using Marquee.Data;
using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>How the films of MovieLens 100K look and sound: a poster, and what was measured of the sound and the pictures of the trailer. Films that have all of them.</summary>
internal sealed class FilmMedia
{
    /// <summary>The file that links films to those of the newer MovieLens sets, by whose numbers trailers go.</summary>
    public const string Links = "item_map_derived.csv";

    private const string Posters = "posters";
    private const string Trailers = "trailers";
    private const string SceneFile = "LLVisualFeatures13K_Log.csv";
    private const int PosterWidth = 92;
    private const int PosterHeight = 138;

    // Columns behind the titles of the links, counted from the end: titles may hold commas.
    private const int NewerFromEnd = 5;

    private static readonly string[] TrailerFiles = ["train_features.tsv", "valid_features.tsv", "test_features.tsv"];

    private readonly string _folder;

    private FilmMedia(string folder, IReadOnlyList<string> films, IReadOnlyList<float[]> sound, IReadOnlyList<float[]> pictures) =>
        (_folder, Films, Sound, Pictures) = (folder, films, Standardized(sound), Standardized(pictures));

    /// <summary>Ids of the films in the order of their rows.</summary>
    public IReadOnlyList<string> Films { get; }

    /// <summary>The sound of the trailers, standardised over the films.</summary>
    public DenseMatrix Sound { get; }

    /// <summary>What is seen in the trailers, standardised over the films: features of frames, then those of how scenes are made (shots, colours, movement, light).</summary>
    public DenseMatrix Pictures { get; }

    /// <summary>Reads the tables; of posters it only looks which there are.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DatasetException">A file is not as it should be, or no film has everything.</exception>
    public static FilmMedia Read(string folder)
    {
        var trailers = Path.Combine(folder, Trailers);
        var scenes = ReadScenes(Path.Combine(trailers, SceneFile));
        var (sound, frames) = ReadTrailers(trailers);
        var path = Path.Combine(folder, Links);
        var films = File.ReadLines(path).Skip(1)
            .Select(line => line.Split(','))
            .Where(fields => fields.Length > NewerFromEnd)
            .Select(fields => (Film: fields[0], Newer: fields[^NewerFromEnd]))
            .Where(film => sound.ContainsKey(film.Newer) && scenes.ContainsKey(film.Newer) && File.Exists(PosterPath(folder, film.Film)))
            .ToArray();
        return films.Length == 0
            ? throw new DatasetException(new DatasetProblem(path, 0, "links no film that has a poster and both tables of its trailer"))
            : new FilmMedia(folder, [.. films.Select(film => film.Film)], [.. films.Select(film => sound[film.Newer])], [.. films.Select(film => (float[])[.. frames[film.Newer], .. scenes[film.Newer]])]);
    }

    /// <summary>The posters of the films, row by row, all of one size.</summary>
    /// <exception cref="DatasetException">One is no picture.</exception>
    public IReadOnlyList<Picture> ReadPosters(int maxDegreeOfParallelism) => Decode([.. Films.Select(film => PosterPath(_folder, film))], maxDegreeOfParallelism);

    /// <summary>All posters in the folder, in the order of their names: those of films without a trailer too.</summary>
    /// <exception cref="DatasetException">One is no picture.</exception>
    public IReadOnlyList<Picture> ReadAllPosters(int maxDegreeOfParallelism) =>
        Decode([.. Directory.GetFiles(Path.Combine(_folder, Posters), "*.jpg").Order(StringComparer.Ordinal)], maxDegreeOfParallelism);

    /// <summary>Columns with mean 0 and deviation 1, cut at three deviations so that no single number decides; columns that do not vary become 0.</summary>
    public static DenseMatrix Standardized(IReadOnlyList<float[]> rows)
    {
        var result = new DenseMatrix(rows.Count, rows[0].Length);
        for (var row = 0; row < rows.Count; row++)
        {
            rows[row].CopyTo(result.Row(row));
        }

        ColumnScale.Of(result).Apply(result);
        foreach (ref var number in result.Span)
        {
            number = Math.Clamp(number, -3, 3);
        }

        return result;
    }

    private static string PosterPath(string folder, string film) => Path.Combine(folder, Posters, film + ".jpg");

    private static Picture[] Decode(string[] files, int maxDegreeOfParallelism)
    {
        var pictures = new Picture[files.Length];
        ParallelBlocks.For(files.Length, 16, maxDegreeOfParallelism, (start, end, _) =>
        {
            for (var file = start; file < end; file++)
            {
                try
                {
                    pictures[file] = PictureResizer.Cover(PictureDecoder.DecodeFile(files[file]), PosterWidth, PosterHeight);
                }
                catch (MediaException exception)
                {
                    throw new DatasetException(new DatasetProblem(files[file], 0, exception.Message), exception);
                }
            }
        });
        return pictures;
    }

    private static Dictionary<string, float[]> ReadScenes(string path) => Rows(path, ',').ToDictionary(
        row => row.Fields[0],
        row => Numbers(path, row.Line, row.Fields, [.. Enumerable.Range(1, row.Fields.Length - 1)]));

    // Quotes mean nothing here: a title may begin with one and have no other.
    private static (Dictionary<string, float[]> Sound, Dictionary<string, float[]> Frames) ReadTrailers(string folder)
    {
        var (sound, frames) = (new Dictionary<string, float[]>(), new Dictionary<string, float[]>());
        foreach (var path in TrailerFiles.Select(file => Path.Combine(folder, file)))
        {
            int[]? heard = null, seen = null;
            foreach (var (line, heading, fields) in Rows(path, '\t'))
            {
                heard ??= Columns(heading, "ivec");
                seen ??= Columns(heading, "avf");
                sound[fields[0]] = Numbers(path, line, fields, heard);
                frames[fields[0]] = Numbers(path, line, fields, seen);
            }
        }

        return (sound, frames);

        static int[] Columns(string[] heading, string name) => [.. heading.Index().Where(column => column.Item.StartsWith(name, StringComparison.Ordinal)).Select(column => column.Index)];
    }

    private static IEnumerable<(int Line, string[] Heading, string[] Fields)> Rows(string path, char separator)
    {
        if (!File.Exists(path))
        {
            throw new DatasetException(new DatasetProblem(path, 0, "is missing"));
        }

        string[]? heading = null;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var fields = line.Split(separator);
            if (heading is null)
            {
                heading = fields;
                continue;
            }

            yield return fields.Length == heading.Length
                ? (number, heading, fields)
                : throw new DatasetException(new DatasetProblem(path, number, $"has {fields.Length} fields where the heading has {heading.Length}"));
        }
    }

    private static float[] Numbers(string path, int line, string[] fields, int[] columns) => Array.ConvertAll(columns, column =>
        float.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number)
            ? number
            : throw new DatasetException(new DatasetProblem(path, line, $"has '{fields[column]}' in column {column + 1} where a number is expected")));
}

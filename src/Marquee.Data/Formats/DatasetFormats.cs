namespace Marquee.Data;

/// <summary>Every format that can be read. One line here makes a format known to every command.</summary>
public static class DatasetFormats
{
    /// <summary>All formats; where several recognise the same files the first one counts, so the most specific stand first.</summary>
    public static IReadOnlyList<IDatasetFormat> All { get; } =
    [
        new MarqueeFormat(),
        new GorseFormat(),
        new RecBoleFormat(),
        new MovieLens100KFormat(),
        new MovieLens1MFormat(),
        new MovieLensLatestFormat(),
        new InteractionListFormat(),
        new CsvFormat(),
    ];

    /// <summary>The format of a file or folder, found by looking at names and first bytes.</summary>
    /// <exception cref="DatasetException">There is no such file or folder, or no format recognises it; the message says what was found and what is known.</exception>
    public static IDatasetFormat Detect(string path)
    {
        if (All.FirstOrDefault(format => format.Recognizes(path)) is { } found)
        {
            return found;
        }

        var known = $"known are: {string.Join(", ", All.Select(format => format.Name))}; docs/formats.md says what each consists of";
        throw ReadSession.Refuse(path, Directory.Exists(path) ? $"is a folder without a known format: it holds {Contents(path)}; {known}"
            : !File.Exists(path) ? "there is no such file or folder"
            : $"{Unreadable(path) ?? $"is a file without a known format: it starts with '{Excerpt.Of(TextHead.FirstLine(path))}'; {known}"}");
    }

    /// <summary>The format of a name.</summary>
    /// <exception cref="ArgumentException">There is no such format; the message lists those there are.</exception>
    public static IDatasetFormat Find(string name) =>
        All.FirstOrDefault(format => format.Name == name)
        ?? throw new ArgumentException($"There is no format '{name}'; the formats are {string.Join(", ", All.Select(format => format.Name))}.", nameof(name));

    private static string Contents(string folder)
    {
        const int Shown = 5;
        var names = DatasetFiles.In(folder).Select(entry => Path.GetFileName(entry)).ToList();
        return names.Count == 0 ? "nothing"
            : names.Count <= Shown ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(Shown))} and {names.Count - Shown} more";
    }

    /// <summary>Why a file cannot be read as text at all, if so.</summary>
    private static string? Unreadable(string path)
    {
        try
        {
            using var lines = new LineReader(new ReadSession(ReadContext.Strict, path), path, latin1: true);
            lines.Read();
            return null;
        }
        catch (DatasetException exception)
        {
            return exception.Problem.Reason;
        }
    }
}

namespace Marquee.Data;

/// <summary>
/// Marquee's own format, which loses nothing: JSON lines, one object a line with <c>"type"</c> <c>user</c>, <c>item</c> or <c>interaction</c>, in one
/// <c>.jsonl</c> file or in all <c>.jsonl</c> files of a folder. Keys are absent where the value is the default. The keys are listed in <c>docs/formats.md</c>.
/// </summary>
/// <remarks>
/// A key that is not known is refused, so that a spelling mistake loses nothing silently. Moments are kept to the millisecond.
/// Of a folder, files that start with a user are read first, then those that start with an item, then the others; within each by name.
/// </remarks>
public sealed class MarqueeFormat : IWritableDatasetFormat
{
    private static readonly string[] Types = [MarqueeLine.User, MarqueeLine.Item, MarqueeLine.Interaction];

    /// <inheritdoc/>
    public string Name => "marquee";

    /// <inheritdoc/>
    public string Description => "Marquee's own: JSON lines with \"type\" user, item or interaction, a .jsonl file or a folder of them";

    /// <inheritdoc/>
    public bool Recognizes(string path) => Files(path).Any(file => TypeOfFirst(file) >= 0);

    /// <inheritdoc/>
    public void Read(string path, IDatasetSink sink, ReadContext context)
    {
        var files = Files(path).OrderBy(file => (uint)TypeOfFirst(file)).ToList();
        if (files.Count == 0)
        {
            throw ReadSession.Refuse(path, "holds no .jsonl file");
        }

        var session = new ReadSession(context, files);
        var reader = new MarqueeLineReader(sink);
        foreach (var file in files)
        {
            using var lines = new LineReader(session, file);
            reader.Read(lines);
        }

        session.Finish();
    }

    /// <summary>Reads lines that lie in a stream, such as a resource of a program.</summary>
    /// <param name="stream">The lines; disposed at the end.</param>
    /// <param name="name">What messages call the stream.</param>
    /// <param name="sink">Receives what was read.</param>
    /// <param name="context">What to do with bad lines, cancellation. No progress is reported.</param>
    /// <exception cref="DatasetException">A line is bad and <paramref name="context"/> does not say to skip it.</exception>
    public static void Read(Stream stream, string name, IDatasetSink sink, ReadContext context)
    {
        using var lines = new LineReader(new ReadSession(context), name, stream);
        new MarqueeLineReader(sink).Read(lines);
    }

    /// <inheritdoc/>
    public IDatasetWriter CreateWriter(string path) => new MarqueeWriter(path);

    private static IReadOnlyList<string> Files(string path) => JsonLineFiles.Find(path);

    private static int TypeOfFirst(string file) =>
        JsonLineFiles.FirstKeys(file).GetValueOrDefault(MarqueeLine.Type) is { } type ? Array.IndexOf(Types, type) : -1;
}

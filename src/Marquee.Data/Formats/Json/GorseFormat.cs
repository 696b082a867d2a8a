namespace Marquee.Data;

/// <summary>
/// What Gorse exports: JSON lines of users, items and feedback, in a folder with <c>users.jsonl</c>, <c>items.jsonl</c> and <c>feedback.jsonl</c>, or in one file of them.
/// </summary>
/// <remarks>
/// A line with <c>FeedbackType</c> is an interaction of that kind; one with <c>ItemId</c> an item; one with <c>UserId</c> a user. How the keys are mapped is described in
/// <c>docs/formats.md</c>. Keys that are not known are left out, since Gorse goes on growing.
/// </remarks>
public sealed class GorseFormat : IDatasetFormat
{
    internal const string UserId = "UserId";
    internal const string ItemId = "ItemId";
    internal const string FeedbackType = "FeedbackType";

    /// <inheritdoc/>
    public string Name => "gorse";

    /// <inheritdoc/>
    public string Description => "Gorse's JSON lines: a folder with users.jsonl, items.jsonl and feedback.jsonl, or one of the files";

    /// <inheritdoc/>
    public bool Recognizes(string path) => (Directory.Exists(path) || File.Exists(path)) && JsonLineFiles.Find(path).Any(file => Order(file) >= 0);

    /// <inheritdoc/>
    public void Read(string path, IDatasetSink sink, ReadContext context)
    {
        var files = JsonLineFiles.Find(path).OrderBy(file => (uint)Order(file)).ToList();
        if (files.Count == 0)
        {
            throw ReadSession.Refuse(path, "holds no .jsonl file");
        }

        var session = new ReadSession(context, files);
        var reader = new GorseLineReader(sink);
        foreach (var file in files)
        {
            using var lines = new LineReader(session, file);
            reader.Read(lines);
        }

        session.Finish();
    }

    /// <summary>Users 0, items 1, feedback 2; -1 for anything else.</summary>
    private static int Order(string file)
    {
        var keys = JsonLineFiles.FirstKeys(file);
        return keys.ContainsKey(FeedbackType) ? 2 : keys.ContainsKey(ItemId) ? 1 : keys.ContainsKey(UserId) ? 0 : -1;
    }
}

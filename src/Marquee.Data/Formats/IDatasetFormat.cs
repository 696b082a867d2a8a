namespace Marquee.Data;

/// <summary>One way in which data sets are laid out on disk. One line in <c>DatasetFormats</c> makes a format known to every command.</summary>
public interface IDatasetFormat
{
    /// <summary>The name for <c>--format</c>, such as <c>movielens-1m</c>.</summary>
    string Name { get; }

    /// <summary>What it is and which files it consists of, in one line.</summary>
    string Description { get; }

    /// <summary>Whether a file or a folder looks like this format, by its names and first bytes. Never throws on odd content.</summary>
    bool Recognizes(string path);

    /// <summary>Streams everything into a sink: users and items first where the format has them, then interactions in file order.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="sink">Receives what was read.</param>
    /// <param name="context">Options, progress, what to do with bad lines, cancellation.</param>
    /// <exception cref="DatasetException">Something is wrong with the data and <see cref="ReadContext"/> does not say to skip it.</exception>
    void Read(string path, IDatasetSink sink, ReadContext context);
}

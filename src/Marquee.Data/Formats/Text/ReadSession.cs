namespace Marquee.Data;

/// <summary>The reading of one data set: opens its files, counts what was read over all of them, reports progress and obeys cancellation.</summary>
internal sealed class ReadSession
{
    private const long ReportEvery = 1 << 20;

    private readonly long _total;
    private long _read;
    private long _nextReport;
    private string _path = "";

    /// <summary>Prepares to read files.</summary>
    /// <param name="context">Options of the caller.</param>
    /// <param name="paths">All files that will be read, each once.</param>
    public ReadSession(ReadContext context, params IEnumerable<string> paths)
    {
        Context = context;
        _total = paths.Select(path => new FileInfo(path)).Sum(file => file.Exists ? file.Length : 0);
        _nextReport = Math.Min(ReportEvery, _total);
    }

    /// <summary>Options of the caller.</summary>
    public ReadContext Context { get; }

    /// <summary>Opens a file for reading from its start, unpacking gzip.</summary>
    /// <exception cref="DatasetException">There is no such file, or it may not be read.</exception>
    public Stream Open(string path)
    {
        Context.CancellationToken.ThrowIfCancellationRequested();
        _path = path;
        if (Directory.Exists(path))
        {
            throw Refuse(path, "is a folder where a file is expected");
        }

        try
        {
            return TextFile.Open(path, Advance);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refuse(path, "there is no such file", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refuse(path, $"cannot be opened: {exception.Message}", exception);
        }
    }

    /// <summary>Reports that everything was read.</summary>
    public void Finish() => Context.Progress?.Report(new ReadProgress(_path, _total, _total));

    /// <summary>A problem with a file as a whole.</summary>
    public static DatasetException Refuse(string path, string reason, Exception? inner = null) => new(new DatasetProblem(path, 0, reason), inner);

    private void Advance(int bytes)
    {
        Context.CancellationToken.ThrowIfCancellationRequested();
        _read += bytes;
        if (_read >= _nextReport && _read < _total)
        {
            Context.Progress?.Report(new ReadProgress(_path, _read, _total));
            _nextReport = _read + ReportEvery;
        }
    }
}

namespace Marquee.Data;

/// <summary>
/// A file or folder in the making. It stands under its name with <c>.partial</c> behind until it is complete, so that whoever finds the final name
/// finds all of it.
/// </summary>
internal sealed class PendingOutput : IDisposable
{
    private readonly string _path;
    private readonly bool _isFolder;
    private readonly List<Stream> _streams = [];
    private bool _completed;

    /// <summary>Begins a file or folder.</summary>
    /// <exception cref="DatasetException">Something is there already, or nothing can be written there.</exception>
    public PendingOutput(string path, bool isFolder)
    {
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        _isFolder = isFolder;
        PartialPath = _path + ".partial";
        if (File.Exists(_path) || (Directory.Exists(_path) && Directory.EnumerateFileSystemEntries(_path).Any()))
        {
            throw ReadSession.Refuse(path, "exists already; remove it or give another name");
        }

        Guard(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            DeletePartial();
            if (isFolder)
            {
                Directory.CreateDirectory(PartialPath);
            }
        });
    }

    /// <summary>Where it stands for now.</summary>
    public string PartialPath { get; }

    /// <summary>Opens the file, or one in the folder.</summary>
    public Stream Create(string name = "")
    {
        Stream? stream = null;
        Guard(() => stream = new FileStream(Path.Combine(PartialPath, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16));
        _streams.Add(stream!);
        return stream!;
    }

    /// <summary>Closes all files and gives the whole its name.</summary>
    public void Complete() => Guard(() =>
    {
        Close();
        if (Directory.Exists(_path))
        {
            Directory.Delete(_path);
        }

        if (_isFolder)
        {
            Directory.Move(PartialPath, _path);
        }
        else
        {
            File.Move(PartialPath, _path);
        }

        _completed = true;
    });

    /// <summary>Takes back what is not complete.</summary>
    public void Dispose()
    {
        if (_completed)
        {
            return;
        }

        try
        {
            Close();
        }
        catch (IOException)
        {
            // A full disk: what could not be written is deleted anyway, and the first failure is the one to report.
        }

        DeletePartial();
    }

    /// <summary>Something that the format cannot hold.</summary>
    public DatasetException Refuse(string reason) => ReadSession.Refuse(_path, reason);

    /// <summary>A refusal of the system to write.</summary>
    public DatasetException Failure(Exception exception) => ReadSession.Refuse(_path, $"cannot be written: {exception.Message}", exception);

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(exception);
        }
    }

    private void Close()
    {
        foreach (var stream in _streams)
        {
            stream.Dispose();
        }

        _streams.Clear();
    }

    private void DeletePartial()
    {
        if (Directory.Exists(PartialPath))
        {
            Directory.Delete(PartialPath, recursive: true);
        }

        File.Delete(PartialPath);
    }
}

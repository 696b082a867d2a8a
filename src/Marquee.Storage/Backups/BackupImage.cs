namespace Marquee.Storage;

/// <summary>A backup that is being restored: a copy, for the file itself is not to be changed, brought up to date and found sound.</summary>
internal sealed class BackupImage : IDisposable
{
    private const string Unfinished = ".unfinished";

    private readonly string _folder;

    private BackupImage(string folder)
    {
        _folder = folder;
        File = Path.Combine(folder, "backup.db");
    }

    /// <summary>The copy.</summary>
    public string File { get; }

    /// <summary>Copies and checks a backup.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="directory">Where there is room for the copy.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StoreException">The file is no backup, or damaged.</exception>
    public static BackupImage Open(string file, string directory, CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(file))
        {
            throw new StoreException($"{file} is not there; name the file of a backup.");
        }

        var folder = Path.Combine(directory, Path.GetFileName(file) + ".restoring");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var image = new BackupImage(folder);
        try
        {
            System.IO.File.Copy(file, image.File);
            using var store = new SqliteStore(image.File);
            return store.Check(cancellationToken) is [var problem, ..] ? throw new StoreException($"{file} is damaged: {problem}") : image;
        }
        catch (StoreException exception)
        {
            image.Dispose();
            throw new StoreException(exception.Message.Replace(image.File, file, StringComparison.Ordinal), exception);
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>Makes a backup under another name, and gives it its own when it is whole and on the disk.</summary>
    /// <exception cref="StoreException">The file is there already.</exception>
    public static void Create(string file, Action<string> write)
    {
        if (Path.Exists(file))
        {
            throw new StoreException($"{file} is there already; name a file that is not.");
        }

        var unfinished = file + Unfinished;
        System.IO.File.Delete(unfinished);
        try
        {
            write(unfinished);
            using (var written = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            System.IO.File.Move(unfinished, file);
            DiskFlush.Directory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        }
        finally
        {
            System.IO.File.Delete(unfinished);
        }
    }

    public static StoreException NotEmpty(string store) => new($"{store} is not empty; a backup is restored into an empty store, which the marquee.json of a new workspace may name.");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }
}

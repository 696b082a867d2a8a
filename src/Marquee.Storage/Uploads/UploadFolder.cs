using System.Buffers;
using System.Security.Cryptography;
using Marquee.Data;

namespace Marquee.Storage;

/// <summary>
/// Files on their way into a store: <c>uploads/</c> of a workspace. They are forgotten an hour after somebody last asked about them, when the service ends and when it starts. May be called from many threads at once.
/// </summary>
public sealed class UploadFolder : IDisposable
{
    private const int LongestName = 200;
    private const int BufferSize = 1 << 16;
    private const string FilesFolder = "files";

    private static readonly SearchValues<char> NoName = SearchValues.Create("/\\:*?\"<>|");
    private static readonly string[] NobodysFiles = ["__MACOSX", ".DS_Store", "Thumbs.db"];

    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly UploadLimits _limits;
    private readonly TimeProvider _time;
    private readonly ITimer _sweeping;
    // One at a time, so that two archives cannot fill the same room.
    private readonly SemaphoreSlim _reading = new(1);
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>Begins with an empty folder: whatever a service that was killed left in it is deleted.</summary>
    /// <param name="folder">The folder; made when there is something to keep.</param>
    /// <param name="limits">How much may be staged.</param>
    /// <param name="time">The clock.</param>
    public UploadFolder(string folder, UploadLimits limits, TimeProvider time)
    {
        _folder = folder;
        _limits = limits;
        _time = time;
        Remove(folder);
        _sweeping = time.CreateTimer(_ => Sweep(), null, limits.KeptFor / 4, limits.KeptFor / 4);
    }

    /// <summary>Takes a file in, unpacks it where it is an archive (zip, or tar packed with gzip), and reads all files of the upload to see what is in them.</summary>
    /// <param name="id">The upload that it belongs to; null for a new one.</param>
    /// <param name="name">Its name.</param>
    /// <param name="content">The file.</param>
    /// <param name="cancellationToken">Stops it; what came of this file is forgotten.</param>
    /// <returns>The upload; null where there is none of that id.</returns>
    /// <exception cref="ArgumentException">It cannot be called that, or the upload has a file of this name.</exception>
    /// <exception cref="UploadException">There are too many uploads, or too much in them, or another file is coming in for this one.</exception>
    /// <exception cref="DatasetException">The archive is damaged, or holds what is refused.</exception>
    /// <exception cref="StoreException">The disk is full.</exception>
    public async Task<Upload?> Add(string? id, string name, Stream content, CancellationToken cancellationToken)
    {
        CheckName(name);
        if (Enter(id) is not { } entry)
        {
            return null;
        }

        var incoming = Path.Combine(entry.Folder, "incoming");
        var unpacked = Path.Combine(entry.Folder, "unpacked");
        try
        {
            Directory.CreateDirectory(Path.Combine(entry.Folder, FilesFolder));
            var file = Path.Combine(Directory.CreateDirectory(incoming).FullName, name);
            await Write(entry, content, file, cancellationToken).ConfigureAwait(false);
            await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await Task.Factory.StartNew(() => Take(entry, file, unpacked, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            }
            finally
            {
                _reading.Release();
            }
        }
        catch (IOException exception) when (IsDiskFull(exception))
        {
            throw new StoreException($"{_folder}: the disk is full.", exception) { IsDiskFull = true };
        }
        finally
        {
            Remove(incoming);
            Remove(unpacked);
            Leave(entry);
        }
    }

    /// <summary>The folder that the files of an upload lie in.</summary>
    public string FilesOf(string id) => Path.Combine(_folder, id, FilesFolder);

    /// <summary>An upload; null where there is none of that id.</summary>
    public Upload? Find(string id)
    {
        Sweep();
        lock (_lock)
        {
            return _entries.TryGetValue(id, out var entry) && entry.Upload is { } upload ? Touch(entry, upload) : null;
        }
    }

    /// <summary>Forgets an upload and deletes its files.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="UploadException">It is coming in or being imported.</exception>
    public bool Delete(string id)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out var entry))
            {
                return false;
            }

            if (entry.IsBusy)
            {
                throw new UploadException("The upload is coming in or being imported; wait, or cancel the job.");
            }

            Forget(entry);
            return true;
        }
    }

    /// <summary>Keeps an upload as it is while it is imported.</summary>
    /// <param name="id">The upload.</param>
    /// <param name="upload">The upload, where it is there.</param>
    /// <returns>Ends the keeping; null where there is no such upload.</returns>
    /// <exception cref="UploadException">It is coming in or being imported.</exception>
    public IDisposable? Hold(string id, out Upload? upload)
    {
        // Entered first: what is told is what is kept, and not what it was before another file came.
        var entry = Enter(id);
        upload = entry?.Upload;
        return entry is null ? null : new Held(this, entry);
    }

    /// <summary>Deletes what is there.</summary>
    public void Dispose()
    {
        _sweeping.Dispose();
        lock (_lock)
        {
            _entries.Clear();
        }

        Remove(_folder);
        _reading.Dispose();
    }

    private static void CheckName(string name)
    {
        if (name.Length is 0 or > LongestName || name is "." or ".." || name[0] == '.' || name.AsSpan().ContainsAny(NoName) || name.Any(char.IsControl) || name != name.Trim())
        {
            throw new ArgumentException($"A file can be called anything of 1 to {LongestName} letters that begins with no dot and has no slashes, colons, quotes, stars, question marks or angles: such as ratings.csv.");
        }
    }

    private static bool IsDiskFull(IOException exception) => (exception.HResult & 0xFFFF) is 28 or 39 or 112;

    private static void Remove(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody still reads a file of it; the next start deletes it.
        }
    }

    /// <summary>An upload to work on, alone; a new one where no id is given, null where there is none of that id.</summary>
    private Entry? Enter(string? id)
    {
        Sweep();
        lock (_lock)
        {
            if (id is null)
            {
                if (_entries.Count >= _limits.Uploads)
                {
                    throw new UploadException($"There are {_limits.Uploads} uploads already; import or delete one, or wait until they are forgotten.");
                }

                id = RandomNumberGenerator.GetHexString(24, lowercase: true);
                return _entries[id] = new Entry(id, Path.Combine(_folder, id)) { IsBusy = true, Touched = _time.GetUtcNow() };
            }

            if (!_entries.TryGetValue(id, out var entry))
            {
                return null;
            }

            if (entry.IsBusy)
            {
                throw new UploadException("Another file is coming in for this upload, or it is being imported; send one after another.");
            }

            (entry.IsBusy, entry.Touched) = (true, _time.GetUtcNow());
            return entry;
        }
    }

    private void Leave(Entry entry)
    {
        lock (_lock)
        {
            (entry.IsBusy, entry.Touched) = (false, _time.GetUtcNow());
            _bytes -= entry.Incoming;
            entry.Incoming = 0;
            if (entry.Upload is null)
            {
                // Its first file came to nothing.
                Forget(entry);
            }
        }
    }

    private Upload Touch(Entry entry, Upload upload)
    {
        entry.Touched = _time.GetUtcNow();
        return upload;
    }

    private void Forget(Entry entry)
    {
        _entries.Remove(entry.Id);
        _bytes -= entry.Bytes;
        Remove(entry.Folder);
    }

    private void Sweep()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            foreach (var entry in _entries.Values.Where(entry => !entry.IsBusy && now - entry.Touched >= _limits.KeptFor).ToArray())
            {
                Forget(entry);
            }
        }
    }

    private async Task Write(Entry entry, Stream content, string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, useAsync: true);
        var buffer = new byte[BufferSize];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            lock (_lock)
            {
                if (_bytes + read > _limits.Bytes)
                {
                    throw new UploadException($"The uploads have more than {_limits.Bytes:N0} bytes together; import or delete one first.");
                }

                _bytes += read;
                entry.Incoming += read;
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }
    }

    private Upload Take(Entry entry, string file, string unpacked, CancellationToken cancellationToken)
    {
        var files = Path.Combine(entry.Folder, FilesFolder);
        var taken = IsArchive(file) ? Unpack(file, unpacked, cancellationToken) : [file];
        if (taken.FirstOrDefault(path => File.Exists(Path.Combine(files, Path.GetFileName(path))) || Directory.Exists(Path.Combine(files, Path.GetFileName(path)))) is { } twice)
        {
            throw new ArgumentException($"The upload has '{Path.GetFileName(twice)}' already; delete the upload to send it anew.");
        }

        var moved = new List<string>();
        try
        {
            foreach (var path in taken)
            {
                var target = Path.Combine(files, Path.GetFileName(path));
                Directory.Move(path, target);
                moved.Add(target);
            }

            var all = Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories)
                .Select(path => new UploadedFile(Path.GetRelativePath(files, path).Replace('\\', '/'), new FileInfo(path).Length)).OrderBy(one => one.Name, StringComparer.Ordinal).ToArray();
            if (all.Length > _limits.Files)
            {
                throw new UploadException($"The upload has more than {_limits.Files:N0} files.");
            }

            var upload = new Upload(entry.Id, all, DatasetPreview.Of(files, cancellationToken));
            lock (_lock)
            {
                var bytes = all.Sum(one => one.Bytes);
                _bytes += bytes - entry.Bytes;
                entry.Bytes = bytes;
                entry.Upload = upload;
            }

            return upload;
        }
        catch
        {
            // The upload is what it was.
            foreach (var path in moved)
            {
                Remove(path);
            }

            throw;
        }
    }

    private string[] Unpack(string file, string folder, CancellationToken cancellationToken)
    {
        long room;
        lock (_lock)
        {
            room = _limits.Bytes - _bytes;
        }

        try
        {
            ArchiveUnpacker.Unpack(file, folder, new ArchiveLimits(_limits.Files, room), cancellationToken);
        }
        catch (DatasetException exception)
        {
            throw new DatasetException(DatasetPreview.Named(exception.Problem, Path.GetDirectoryName(file)!), exception);
        }

        return [.. Directory.GetFileSystemEntries(folder).Where(path => !NobodysFiles.Contains(Path.GetFileName(path)))];
    }

    /// <summary>A file packed with gzip alone is read as it is; one that is a whole folder is named so.</summary>
    private static bool IsArchive(string file) =>
        ArchiveUnpacker.IsArchive(file) && (!IsGzip(file) || file.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase));

    private static bool IsGzip(string file)
    {
        using var stream = File.OpenRead(file);
        return stream.ReadByte() == 0x1F;
    }

    private sealed class Entry(string id, string folder)
    {
        public string Id { get; } = id;

        public string Folder { get; } = folder;

        public bool IsBusy { get; set; }

        public DateTimeOffset Touched { get; set; }

        public long Bytes { get; set; }

        /// <summary>Bytes of the file that is coming in, counted until it has come.</summary>
        public long Incoming { get; set; }

        public Upload? Upload { get; set; }
    }

    private sealed class Held(UploadFolder folder, Entry entry) : IDisposable
    {
        public void Dispose() => folder.Leave(entry);
    }
}

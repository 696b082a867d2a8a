using System.Buffers;
using System.Globalization;
using System.Threading.Channels;
using Marquee.Data;

namespace Marquee.Storage;

/// <summary>Writes down every list that was served, a line of JSON each, into <c>YYYY-MM-DD.jsonl</c> by the day on which it was served (UTC). Any number of threads may append; one process writes a folder.</summary>
/// <remarks>
/// Whoever serves a list waits for nothing: a list goes into a queue, from which another thread writes. What finds the queue full, or cannot be written because the disk is full or gone, is dropped and
/// counted, and writing goes on by itself when it can. A list is handed to the system as soon as nothing else waits to be written; it is not flushed to the disk, so a power cut may cost the last of them.
/// </remarks>
public sealed class ServedLog : IAsyncDisposable
{
    private const int MostBytesWaiting = 1 << 20;

    private readonly string _directory;
    private readonly int _keepDays;
    private readonly Channel<ServedList> _queue;
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly Task _writing;
    private int _linesWaiting;
    private FileStream? _file;
    private string _day = "";
    private long _dropped;

    /// <summary>Begins to write into a folder, which is made with the first list.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="capacity">How many lists may wait to be written, at least 1. Default 10,000.</param>
    /// <param name="keepDays">Files of days longer ago than this are deleted when a new day begins; 0 (the default) keeps all.</param>
    public ServedLog(string directory, int capacity = 10_000, int keepDays = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keepDays);
        _directory = directory;
        _keepDays = keepDays;
        _queue = Channel.CreateBounded<ServedList>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _writing = Task.Run(WriteAll);
    }

    /// <summary>Number of lists that are not and will not be in the log.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Notes a list that was served.</summary>
    /// <returns>Whether there was room; where not it counts as dropped.</returns>
    /// <exception cref="ArgumentException">The list has not one propensity an item, or is of no day.</exception>
    public bool Append(ServedList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        if (ServedLines.Problem(list) is { } problem)
        {
            throw new ArgumentException(problem, nameof(list));
        }

        if (_queue.Writer.TryWrite(list))
        {
            return true;
        }

        Interlocked.Increment(ref _dropped);
        return false;
    }

    /// <summary>Streams the lists of a folder, day by day in the order in which they were written; nothing where there is no folder. A last line that is not finished is passed over: it is being written.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="StoreException">A line is no list; the message says which.</exception>
    public static IEnumerable<ServedList> Read(string directory) =>
        !Directory.Exists(directory)
            ? []
            : Directory.EnumerateFiles(directory, "????-??-??" + ServedLines.Extension).Order(StringComparer.Ordinal).SelectMany(ServedLines.Read);

    /// <summary>Writes what still waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
        _file?.Dispose();
    }

    private async Task WriteAll()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (_queue.Reader.TryRead(out var list))
            {
                var day = ServedLines.Day(list);
                if (day != _day || _lines.WrittenCount >= MostBytesWaiting)
                {
                    WriteLines();
                    StartDay(day);
                }

                ServedLines.Write(_lines, list);
                _linesWaiting++;
            }

            WriteLines();
        }
    }

    private void StartDay(string day)
    {
        if (day != _day)
        {
            _file?.Dispose();
            _file = null;
            _day = day;
            DeleteOld(day);
        }
    }

    private void DeleteOld(string day)
    {
        if (_keepDays == 0 || !Directory.Exists(_directory))
        {
            return;
        }

        var oldest = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(-_keepDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        try
        {
            foreach (var file in Directory.EnumerateFiles(_directory, "????-??-??" + ServedLines.Extension))
            {
                if (string.CompareOrdinal(Path.GetFileNameWithoutExtension(file), oldest) < 0)
                {
                    File.Delete(file);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody reads it, or may not delete it: tomorrow is another day.
        }
    }

    private void WriteLines()
    {
        if (_linesWaiting == 0)
        {
            return;
        }

        try
        {
            _file ??= Open(Path.Combine(_directory, _day + ServedLines.Extension));
            _file.Write(_lines.WrittenSpan);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whoever looks at the counter learns of it; a later list finds the file closed, and what was half written cut off.
            Interlocked.Add(ref _dropped, _linesWaiting);
            _file?.Dispose();
            _file = null;
        }

        _lines.ResetWrittenCount();
        _linesWaiting = 0;
    }

    private FileStream Open(string path)
    {
        // Where the workspace itself is gone, for a while or for good, nothing may be made in its place.
        if (Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(_directory))))
        {
            Directory.CreateDirectory(_directory);
        }

        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            file.SetLength(ServedLines.EndOfLastLine(file));
            file.Seek(0, SeekOrigin.End);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}

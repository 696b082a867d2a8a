using System.Formats.Tar;
using System.IO.Compression;

namespace Marquee.Data;

/// <summary>
/// Unpacks a zip archive, or a tar archive packed with gzip, into an empty folder. Names that lead out of the folder, links, entries of the same name and archives that unpack to more than the
/// limits are refused; sizes that the archive states are not believed.
/// </summary>
internal sealed class ArchiveUnpacker(string archive, string folder, ArchiveLimits limits, CancellationToken cancellationToken)
{
    private const int SymbolicLink = 0xA000;
    private const int FileTypes = 0xF000;
    private const long RatioFreeBytes = 1 << 20;

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _entries;
    private long _written;

    /// <summary>Whether a file begins as a zip or gzip archive does.</summary>
    public static bool IsArchive(string path)
    {
        Span<byte> head = stackalloc byte[4];
        using var stream = File.OpenRead(path);
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return IsZip(head[..read]) || IsGzip(head[..read]);
    }

    /// <summary>Unpacks an archive.</summary>
    /// <exception cref="DatasetException">It is no archive, or damaged, or holds what is refused.</exception>
    public static void Unpack(string archive, string folder, ArchiveLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            new ArchiveUnpacker(archive, folder, limits, cancellationToken).Unpack();
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw ReadSession.Refuse(archive, $"is damaged: {exception.Message}", exception);
        }
    }

    private void Unpack()
    {
        Directory.CreateDirectory(folder);
        using var stream = File.OpenRead(archive);
        Span<byte> head = stackalloc byte[4];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (IsZip(head))
        {
            UnpackZip(stream);
        }
        else if (IsGzip(head))
        {
            UnpackTar(stream);
        }
        else
        {
            throw ReadSession.Refuse(archive, "is no archive: zip, or tar packed with gzip, is expected");
        }
    }

    private void UnpackZip(Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            if (((entry.ExternalAttributes >> 16) & FileTypes) == SymbolicLink)
            {
                throw Refuse(entry.FullName, "is a link");
            }

            if (Target(entry.FullName) is { } target)
            {
                using var content = entry.Open();
                Write(content, target);
            }
        }
    }

    private void UnpackTar(Stream stream)
    {
        using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is { } entry)
        {
            switch (entry.EntryType)
            {
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    if (Target(entry.Name) is { } target)
                    {
                        Write(entry.DataStream ?? Stream.Null, target);
                    }

                    break;
                case TarEntryType.Directory:
                    Target(entry.Name.TrimEnd('/') + "/");
                    break;
                default:
                    throw Refuse(entry.Name, $"is neither a file nor a folder ({entry.EntryType})");
            }
        }
    }

    /// <summary>Where an entry comes; nothing for a folder.</summary>
    private string? Target(string name)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (++_entries > limits.Files)
        {
            throw ReadSession.Refuse(archive, $"has more than {limits.Files:N0} entries");
        }

        // Archives made on Windows may have backslashes; whoever means no harm has neither roots nor drives nor dots.
        var parts = name.Replace('\\', '/').TrimEnd('/').Split('/');
        if (name.Contains('\0') || parts.Any(part => part is "" or ".." || part.Contains(':')))
        {
            throw Refuse(name, "leads out of the folder");
        }

        if (name[^1] is '/' or '\\')
        {
            return null;
        }

        var relative = Path.Combine([.. parts.Where(part => part != ".")]);
        return _names.Add(relative) ? Path.Combine(folder, relative) : throw Refuse(name, "comes twice");
    }

    private void Write(Stream content, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var most = Math.Min(limits.Bytes, (limits.Ratio * new FileInfo(archive).Length) + RatioFreeBytes);
        int read;
        while ((read = content.Read(_buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _written += read;
            if (_written > most)
            {
                throw ReadSession.Refuse(archive, $"unpacks to more than {most:N0} bytes, which no data set of this size does");
            }

            file.Write(_buffer, 0, read);
        }
    }

    private DatasetException Refuse(string entry, string reason) => ReadSession.Refuse(archive, $"the entry '{Excerpt.Of(entry)}' {reason}; nothing of the archive is taken");

    private static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8);

    private static bool IsGzip(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
}

using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Marquee.Testing;

/// <summary>Makes small archives.</summary>
public static class Archives
{
    /// <summary>A zip archive of files with their content.</summary>
    public static byte[] Zip(params (string Name, string Content)[] files) => Zip(_ => { }, files);

    /// <summary>A zip archive of files with their content, each changed before it is closed.</summary>
    public static byte[] Zip(Action<ZipArchiveEntry> change, params (string Name, string Content)[] files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name);
                change(entry);
                using var stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return memory.ToArray();
    }

    /// <summary>A tar archive of entries, packed with gzip.</summary>
    public static byte[] TarGz(params TarEntry[] entries)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionMode.Compress, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var entry in entries)
            {
                tar.WriteEntry(entry);
            }
        }

        return memory.ToArray();
    }

    /// <summary>A file of a tar archive.</summary>
    public static TarEntry TarFile(string name, string content) =>
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) };
}

using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Data;

/// <summary>An artifact as one file, to be handed on: a ZIP archive of what a folder would hold, <c>model.json</c> with its checksums first.</summary>
public static class ArtifactFile
{
    // Archives say when; the same content is the same bytes.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a file; it appears whole, or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="artifact">What it is to hold.</param>
    public static void Write(string path, MemoryArtifact artifact)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(artifact);
        var temporary = path + ".part";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
                {
                    var arrays = artifact.Arrays.Select(array => (Entry: Describe(array.Name, array.Values, array.Shape), array.Values)).ToArray();
                    Add(archive, ArtifactManifest.FileName, Encoding.UTF8.GetBytes(new ArtifactManifest(artifact.Properties, [.. arrays.Select(array => array.Entry)]).ToJson()));
                    foreach (var (entry, values) in arrays)
                    {
                        Add(archive, entry.FileName, Bytes(values));
                    }
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Reads a file into memory and compares every checksum.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no such file, or was changed or damaged.</exception>
    public static ArtifactReader Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = File.OpenRead(path);
        using var archive = Open(file, path);
        var manifest = ArtifactManifest.Parse(Encoding.UTF8.GetString(Content(archive, ArtifactManifest.FileName, path)), path);
        var artifact = new MemoryArtifact();
        foreach (var (name, value) in manifest.Properties)
        {
            artifact.Properties[name] = value?.DeepClone();
        }

        foreach (var array in manifest.Arrays)
        {
            var bytes = Content(archive, array.FileName, path);
            if (bytes.LongLength != array.Bytes || Convert.ToHexStringLower(SHA256.HashData(bytes)) != array.Sha256)
            {
                throw new InvalidDataException($"{path}: the checksum of '{array.Name}' does not match its content; the file was changed or damaged. Copy or make it again.");
            }

            switch (array.Type)
            {
                case ArtifactType.Float32:
                    artifact.Write(array.Name, MemoryMarshal.Cast<byte, float>(bytes), array.Shape);
                    break;
                case ArtifactType.Int32:
                    artifact.Write(array.Name, MemoryMarshal.Cast<byte, int>(bytes));
                    break;
                default:
                    artifact.Write(array.Name, MemoryMarshal.Cast<byte, long>(bytes));
                    break;
            }
        }

        return artifact.Open();
    }

    private static ZipArchive Open(FileStream file, string path)
    {
        try
        {
            return new ZipArchive(file, ZipArchiveMode.Read);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{path} is no file that Marquee wrote: it is no archive.", exception);
        }
    }

    private static byte[] Content(ZipArchive archive, string name, string path)
    {
        var entry = archive.GetEntry(name) ?? throw new InvalidDataException($"{path} is no file that Marquee wrote, or was damaged: there is no {name} in it.");
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static ArtifactArray Describe(string name, Array values, int[] shape)
    {
        var type = values switch { float[] => ArtifactType.Float32, int[] => ArtifactType.Int32, _ => ArtifactType.Int64 };
        var bytes = Bytes(values);
        return new ArtifactArray(name, type, type == ArtifactType.Float32 ? shape : [values.Length], bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static ReadOnlySpan<byte> Bytes(Array values) => values switch
    {
        float[] numbers => MemoryMarshal.AsBytes(numbers.AsSpan()),
        int[] numbers => MemoryMarshal.AsBytes(numbers.AsSpan()),
        _ => MemoryMarshal.AsBytes(((long[])values).AsSpan()),
    };

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        using var stream = entry.Open();
        stream.Write(content);
    }
}

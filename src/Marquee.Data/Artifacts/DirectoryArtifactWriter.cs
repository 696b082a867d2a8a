using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Marquee.Data;

/// <summary>
/// Writes an artifact as a folder: one little-endian file an array, without a header so that it can be mapped, and <c>model.json</c> with the
/// properties, the table of the arrays and all checksums.
/// </summary>
/// <remarks><c>model.json</c> comes last, so a folder without it was never finished. Each file is on the disk before its method returns.</remarks>
public sealed class DirectoryArtifactWriter : ArtifactWriter
{
    private const int ElementsAtOnce = 1 << 20;

    private readonly string _directory;
    private readonly List<ArtifactArray> _arrays = [];

    /// <summary>Starts in a folder, which is made where it does not exist.</summary>
    /// <exception cref="IOException">The folder already holds a model.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor is not little-endian.</exception>
    public DirectoryArtifactWriter(string directory)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Models are little-endian; this processor is not.");
        }

        Directory.CreateDirectory(directory);
        if (File.Exists(Path.Combine(directory, ArtifactManifest.FileName)))
        {
            throw new IOException($"{directory} already holds a model; a model is never overwritten.");
        }

        _directory = directory;
    }

    /// <inheritdoc/>
    public override void Write(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) =>
        Store(name, ArtifactType.Float32, values, shape);

    /// <inheritdoc/>
    public override void Write(string name, ReadOnlySpan<int> values) => Store(name, ArtifactType.Int32, values, [values.Length]);

    /// <inheritdoc/>
    public override void Write(string name, ReadOnlySpan<long> values) => Store(name, ArtifactType.Int64, values, [values.Length]);

    /// <summary>Finishes the folder with <c>model.json</c>; nothing may be written after it.</summary>
    public void Complete()
    {
        using var file = Create(ArtifactManifest.FileName);
        using (var writer = new StreamWriter(file, leaveOpen: true))
        {
            writer.Write(new ArtifactManifest(Properties, _arrays).ToJson());
        }

        file.Flush(flushToDisk: true);
    }

    private void Store<T>(string name, ArtifactType type, ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
        where T : struct
    {
        CheckArray(name, values.Length, shape);
        if (_arrays.Exists(array => array.Name == name))
        {
            throw new ArgumentException($"The array '{name}' was written before.", nameof(name));
        }

        using var file = Create(ArtifactArray.FileNameOf(name, type));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var start = 0; start < values.Length; start += ElementsAtOnce)
        {
            // In pieces: the bytes of a whole array may be more than a span can hold.
            var bytes = MemoryMarshal.AsBytes(values[start..Math.Min(values.Length, start + ElementsAtOnce)]);
            file.Write(bytes);
            hash.AppendData(bytes);
        }

        file.Flush(flushToDisk: true);
        _arrays.Add(new ArtifactArray(name, type, shape.ToArray(), file.Length, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    private FileStream Create(string name) => new(Path.Combine(_directory, name), FileMode.CreateNew, FileAccess.Write);
}

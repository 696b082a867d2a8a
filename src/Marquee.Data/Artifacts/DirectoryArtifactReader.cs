using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Marquee.Data;

/// <summary>Reads an artifact that <see cref="DirectoryArtifactWriter"/> wrote. Single-precision arrays are mapped from their files and cost memory only as they are read.</summary>
/// <remarks>
/// All checksums are compared when the folder is opened, so what is handed out later is what was written. Mappings are private: writing into one changes no
/// file. The files must not change while a model is in use; they may be deleted where the file system keeps what is mapped, as Linux does.
/// </remarks>
public sealed class DirectoryArtifactReader : ArtifactReader
{
    private readonly string _directory;
    private readonly Dictionary<string, ArtifactArray> _arrays;

    private DirectoryArtifactReader(string directory, ArtifactManifest manifest)
    {
        _directory = directory;
        _arrays = manifest.Arrays.ToDictionary(array => array.Name, StringComparer.Ordinal);
        Properties = manifest.Properties;
    }

    /// <inheritdoc/>
    public override JsonObject Properties { get; }

    /// <summary>Opens a folder and compares every checksum. O(bytes).</summary>
    /// <exception cref="InvalidDataException">The folder holds no model, one of another format version, or one that was changed or damaged.</exception>
    public static DirectoryArtifactReader Open(string directory)
    {
        var reader = new DirectoryArtifactReader(directory, ReadManifest(directory));
        foreach (var array in reader._arrays.Values)
        {
            Verify(array, Path.Combine(directory, array.FileName));
        }

        return reader;
    }

    /// <summary>The properties alone, for describing a model that is not used: no array is read and no checksum compared.</summary>
    /// <exception cref="InvalidDataException">The folder holds no model, or one of another format version.</exception>
    public static JsonObject ReadProperties(string directory) => ReadManifest(directory).Properties;

    /// <inheritdoc/>
    public override Memory<float> ReadFloats(string name, params ReadOnlySpan<int> shape)
    {
        var array = Find(name, ArtifactType.Float32);
        if (!shape.SequenceEqual(array.Shape))
        {
            throw new InvalidDataException(
                $"The array '{name}' of {_directory} is {string.Join(" x ", array.Shape)}; it should be {string.Join(" x ", shape.ToArray())}.");
        }

        // An empty file cannot be mapped.
        return array.Bytes == 0 ? Memory<float>.Empty : new MappedFloats(new MappedFile(Path.Combine(_directory, array.FileName))).Memory;
    }

    /// <inheritdoc/>
    public override int[] ReadInts(string name) => Read<int>(Find(name, ArtifactType.Int32));

    /// <inheritdoc/>
    public override long[] ReadLongs(string name) => Read<long>(Find(name, ArtifactType.Int64));

    private static ArtifactManifest ReadManifest(string directory)
    {
        var path = Path.Combine(directory, ArtifactManifest.FileName);
        return File.Exists(path)
            ? ArtifactManifest.Parse(File.ReadAllText(path), path)
            : throw new InvalidDataException($"{directory} holds no model: there is no {ArtifactManifest.FileName}.");
    }

    private ArtifactArray Find(string name, ArtifactType type)
    {
        if (!_arrays.TryGetValue(name, out var array))
        {
            throw new InvalidDataException($"The model in {_directory} has no array '{name}'; it has {string.Join(", ", _arrays.Keys)}.");
        }

        return array.Type == type
            ? array
            : throw new InvalidDataException($"The array '{name}' of {_directory} holds {array.Type}; it should hold {type}.");
    }

    private T[] Read<T>(ArtifactArray array)
        where T : struct
    {
        const int ElementsAtOnce = 1 << 20;
        var values = new T[array.Shape[0]];
        using var file = File.OpenRead(Path.Combine(_directory, array.FileName));
        for (var start = 0; start < values.Length; start += ElementsAtOnce)
        {
            file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(start..Math.Min(values.Length, start + ElementsAtOnce))));
        }

        return values;
    }

    private static void Verify(ArtifactArray array, string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path} is missing. Copy or train the model again.");
        }

        using var file = File.OpenRead(path);
        var expected = array.Shape.Aggregate((long)ArtifactArray.SizeOf(array.Type), (bytes, dimension) => bytes * dimension);
        if (file.Length != array.Bytes || file.Length != expected)
        {
            throw new InvalidDataException(
                $"{path} has {file.Length} bytes; an array of {string.Join(" x ", array.Shape)} has {expected}. The file was cut off or damaged; copy or train the model again.");
        }

        if (Convert.ToHexStringLower(SHA256.HashData(file)) != array.Sha256)
        {
            throw new InvalidDataException($"{path}: the checksum does not match; the file was changed or damaged. Copy or train the model again.");
        }
    }
}

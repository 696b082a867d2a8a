using System.Net.Http.Headers;
using System.Text.Json;

namespace Marquee.Data;

/// <summary>
/// A file in the making and what its server said of it, kept beside it as <c>.json</c>, so that another run can go on where this one was cut. Nothing here
/// decides whether the content is right; a checksum does.
/// </summary>
internal sealed class PartialDownload
{
    private Facts _facts;

    private PartialDownload(string path, Facts facts) => (FilePath, _facts) = (path, facts);

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>Its length now; 0 where it is not there.</summary>
    public long Length => File.Exists(FilePath) ? new FileInfo(FilePath).Length : 0;

    /// <summary>Whether all of it is here.</summary>
    public bool IsComplete => File.Exists(FilePath) && Length == _facts.TotalBytes;

    /// <summary>By what the server can tell that the file is still the same; nothing where it gave no means.</summary>
    public RangeConditionHeaderValue? Condition =>
        _facts.EntityTag is { } tag ? new RangeConditionHeaderValue(EntityTagHeaderValue.Parse(tag))
        : _facts.LastModified is { } time ? new RangeConditionHeaderValue(time)
        : null;

    private string FactsPath => FilePath + ".json";

    /// <summary>What is there of a file; nothing where it came from another address.</summary>
    public static PartialDownload Open(string path, Uri address)
    {
        var partial = new PartialDownload(path, new Facts { Address = address });
        try
        {
            if (JsonSerializer.Deserialize<Facts>(File.ReadAllBytes(partial.FactsPath)) is { } facts && facts.Address == address)
            {
                partial._facts = facts;
                return partial;
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            // Without the facts nobody knows what the bytes are.
        }

        partial.Delete();
        return partial;
    }

    /// <summary>Whether an answer is about the file that was begun.</summary>
    public bool Continues(HttpResponseMessage response) =>
        response.Content.Headers.ContentRange is { From: { } from } range
        && from == Length
        && (_facts.TotalBytes is null || range.Length is null || range.Length == _facts.TotalBytes)
        && (_facts.EntityTag is null || response.Headers.ETag is null || response.Headers.ETag.ToString() == _facts.EntityTag);

    /// <summary>Starts from the beginning, with what the server says of the file.</summary>
    public void Begin(HttpResponseMessage response)
    {
        Delete();
        _facts = new Facts
        {
            Address = _facts.Address,
            // A weak tag does not promise the same bytes.
            EntityTag = response.Headers.ETag is { IsWeak: false } tag ? tag.ToString() : null,
            LastModified = response.Content.Headers.LastModified,
            TotalBytes = response.Content.Headers.ContentLength,
        };
        Save();
    }

    /// <summary>Notes that all of it is here.</summary>
    public void Complete()
    {
        _facts = _facts with { TotalBytes = Length };
        Save();
    }

    /// <summary>Removes the file and what is known of it.</summary>
    public void Delete()
    {
        File.Delete(FilePath);
        File.Delete(FactsPath);
        _facts = new Facts { Address = _facts.Address };
    }

    private void Save() => File.WriteAllBytes(FactsPath, JsonSerializer.SerializeToUtf8Bytes(_facts));

    private sealed record Facts
    {
        public required Uri Address { get; init; }

        public string? EntityTag { get; init; }

        public DateTimeOffset? LastModified { get; init; }

        public long? TotalBytes { get; init; }
    }
}

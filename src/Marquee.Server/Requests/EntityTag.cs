using System.Buffers.Text;
using System.Security.Cryptography;

namespace Marquee.Server;

/// <summary>
/// ETags of records: a hash of what the record says, so that two equal records have equal tags, whoever serves them.
/// </summary>
internal static class EntityTag
{
    /// <summary>The tag of a record as it is served.</summary>
    public static string Of(ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(json, hash);
        return $"\"{Base64Url.EncodeToString(hash[..12])}\"";
    }

    /// <summary>Whether a request asks for a record only if it is not the one that it knows, and it is.</summary>
    public static bool IsKnown(HttpRequest request, string tag) => Names(request.Headers.IfNoneMatch, tag);

    /// <summary>Whether a request says what the record must be like to be changed.</summary>
    public static bool IsConditional(HttpRequest request) => request.Headers.IfMatch.Count > 0 || request.Headers.IfNoneMatch.Count > 0;

    /// <summary>Refuses a change where the record is not as the request expects it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tag">The record's tag; null where there is no record.</param>
    /// <exception cref="ProblemException">It is not.</exception>
    public static void Check(HttpRequest request, string? tag)
    {
        if (request.Headers.IfMatch.Count > 0 && (tag is null || !Names(request.Headers.IfMatch, tag)))
        {
            throw new ProblemException(Problem.PreconditionFailed(
                tag is null ? "There is no such record, and If-Match asks for one." : $"The record has changed since: its ETag is {tag}. Read it again, and send the change with the new ETag."));
        }

        if (request.Headers.IfNoneMatch.Count > 0 && tag is not null && Names(request.Headers.IfNoneMatch, tag))
        {
            throw new ProblemException(Problem.PreconditionFailed("There is such a record already, and If-None-Match asks that there be none."));
        }
    }

    private static bool Names(IList<string?> header, string tag)
    {
        foreach (var value in header)
        {
            foreach (var one in value.AsSpan().Split(','))
            {
                var name = value.AsSpan()[one].Trim();
                if (name is "*" || (name.StartsWith("W/") ? name[2..] : name).SequenceEqual(tag))
                {
                    return true;
                }
            }
        }

        return false;
    }
}

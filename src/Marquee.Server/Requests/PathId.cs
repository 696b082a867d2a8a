using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Marquee.Server;

/// <summary>
/// Ids in paths. Any text is an id, and a client percent-encodes it: <c>a/b</c> stands as <c>a%2Fb</c>. The routing leaves such a slash encoded, and so cannot tell it from an id that holds <c>%2F</c> itself; the request's line can.
/// </summary>
internal static class PathId
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The id in a place of the path.</summary>
    /// <param name="context">The request.</param>
    /// <param name="segment">Which part between slashes, from 0 and behind the path base: 2 in <c>/v1/users/{id}</c>.</param>
    /// <param name="name">Name of the parameter in the route.</param>
    /// <exception cref="ProblemException">What stands there is no text.</exception>
    public static string Of(HttpContext context, int segment, string name = "id")
    {
        var known = (string)context.Request.RouteValues[name]!;
        var line = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (!line.Contains('%') || !line.StartsWith('/'))
        {
            return known;
        }

        // Where the line holds dots for "this" and "above", its parts are not those of the path.
        var decoded = Decode(Segment(line, segment + context.Request.PathBase.Value.AsSpan().Count('/')), name);
        return decoded.Replace("/", "%2F").Equals(known, StringComparison.OrdinalIgnoreCase) ? decoded : known;
    }

    private static ReadOnlySpan<char> Segment(ReadOnlySpan<char> line, int segment)
    {
        var end = line.IndexOf('?');
        var path = (end < 0 ? line : line[..end])[1..];
        for (; segment > 0; segment--)
        {
            path = path[(path.IndexOf('/') + 1)..];
        }

        end = path.IndexOf('/');
        return end < 0 ? path : path[..end];
    }

    private static string Decode(ReadOnlySpan<char> encoded, string name)
    {
        var bytes = new byte[encoded.Length];
        var count = 0;
        for (var at = 0; at < encoded.Length; at++)
        {
            if (encoded[at] != '%')
            {
                bytes[count++] = (byte)encoded[at];
            }
            else if (at + 2 < encoded.Length && char.IsAsciiHexDigit(encoded[at + 1]) && char.IsAsciiHexDigit(encoded[at + 2]))
            {
                bytes[count++] = Convert.FromHexString(encoded.Slice(at + 1, 2))[0];
                at += 2;
            }
            else
            {
                throw Refuse(name);
            }
        }

        try
        {
            return Strict.GetString(bytes, 0, count);
        }
        catch (DecoderFallbackException)
        {
            throw Refuse(name);
        }
    }

    private static ProblemException Refuse(string name) => new(Problem.BadRequest("The id in the path is no UTF-8 text in percent-encoding.", name));
}

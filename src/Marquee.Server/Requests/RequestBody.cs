using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>Bodies of requests, and the changes that are made of them.</summary>
internal static class RequestBody
{
    private const string IdempotencyHeader = "Idempotency-Key";
    private const int LongestKey = 200;

    /// <summary>Reads a whole body of JSON; its size is limited before.</summary>
    /// <exception cref="ProblemException">It says that it is something else.</exception>
    public static async Task<byte[]> ReadJson(HttpContext context)
    {
        var type = context.Request.ContentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        if (!type.IsEmpty && !type.Equals("application/json", StringComparison.OrdinalIgnoreCase) && !type.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(Problem.UnsupportedMediaType("JSON is read here: send it with 'Content-Type: application/json'."));
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Reads a record; what is wrong with it becomes a problem that names the key.</summary>
    public static T Read<T>(Func<T> read, string what = "The body")
    {
        try
        {
            return read();
        }
        catch (FormatException exception)
        {
            throw new ProblemException(Problems.Body(exception.Message, what));
        }
    }

    /// <summary>An empty set of changes, with the request's idempotency key where it has one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="body">What it says.</param>
    public static ChangeSet NewSet(HttpContext context, ReadOnlySpan<byte> body = default)
    {
        if (context.Request.Headers[IdempotencyHeader] is not [{ } key])
        {
            return new ChangeSet();
        }

        if (key.Length is 0 or > LongestKey || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ProblemException(Problem.BadRequest($"The {IdempotencyHeader} has 1 to {LongestKey} visible ASCII characters and no blanks.", IdempotencyHeader));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n"));
        hash.AppendData(body);
        return new ChangeSet { IdempotencyKey = key, IdempotencyContent = Convert.ToHexStringLower(hash.GetHashAndReset()) };
    }
}

using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Marquee.Server;

/// <summary>A file of the console: its bytes, and the same compressed for whoever takes that, made when first asked for.</summary>
internal sealed class ConsoleFile
{
    private readonly byte[] _bytes;
    private readonly Lazy<byte[]?> _brotli;
    private readonly Lazy<byte[]?> _gzip;
    private readonly string _hash;

    /// <param name="path">Its path, such as <c>assets/index-1a2b3c4d.js</c>.</param>
    /// <param name="bytes">What it holds.</param>
    public ConsoleFile(string path, byte[] bytes)
    {
        Path = path;
        _bytes = bytes;
        _hash = Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, 12));
        _brotli = new(() => Compress(stream => new BrotliStream(stream, CompressionLevel.Optimal, leaveOpen: true)));
        _gzip = new(() => Compress(stream => new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)));
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>Its media type.</summary>
    public string ContentType => System.IO.Path.GetExtension(Path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".json" or ".map" => "application/json; charset=utf-8",
        ".webmanifest" => "application/manifest+json; charset=utf-8",
        ".txt" => "text/plain; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".webp" => "image/webp",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };

    /// <summary>Whether its name changes with what it holds, so that it may be kept for ever.</summary>
    public bool IsImmutable => Path.StartsWith("assets/", StringComparison.Ordinal);

    private bool IsText => ContentType.Contains("charset", StringComparison.Ordinal) || ContentType.EndsWith("+xml", StringComparison.Ordinal);

    /// <summary>What is sent to somebody who takes certain encodings.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The bytes, how they are encoded (null for not at all), and their entity tag.</returns>
    public (ReadOnlyMemory<byte> Bytes, string? Encoding, string Tag) For(HttpRequest request)
    {
        var accepted = request.Headers.AcceptEncoding.ToString();
        return IsText && Accepts(accepted, "br") && _brotli.Value is { } brotli ? (brotli, "br", $"\"{_hash}-br\"")
            : IsText && Accepts(accepted, "gzip") && _gzip.Value is { } gzip ? (gzip, "gzip", $"\"{_hash}-gz\"")
            : (_bytes, null, $"\"{_hash}\"");
    }

    private static bool Accepts(string header, string encoding)
    {
        foreach (var part in header.AsSpan().Split(','))
        {
            var one = header.AsSpan(part).Trim();
            var end = one.IndexOf(';');
            if ((end < 0 ? one : one[..end].TrimEnd()).Equals(encoding, StringComparison.OrdinalIgnoreCase))
            {
                // A weight of nothing refuses it.
                return end < 0 || !one[(end + 1)..].Trim().TrimEnd('0').Equals("q=0.", StringComparison.OrdinalIgnoreCase) && !one[(end + 1)..].Trim().Equals("q=0", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    /// <summary>The bytes compressed; null where that does not make them fewer.</summary>
    private byte[]? Compress(Func<Stream, Stream> open)
    {
        using var memory = new MemoryStream();
        using (var stream = open(memory))
        {
            stream.Write(_bytes);
        }

        return memory.Length < _bytes.Length ? memory.ToArray() : null;
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Marquee.Data;

/// <summary>A checksum of a whole file.</summary>
/// <param name="Algorithm">How it is taken.</param>
/// <param name="Hex">The checksum in lower-case hexadecimal digits.</param>
public sealed partial record FileChecksum(ChecksumAlgorithm Algorithm, string Hex)
{
    /// <summary>What to call the checksum in a message, such as <c>SHA-256</c>.</summary>
    public string AlgorithmName => Algorithm switch
    {
        ChecksumAlgorithm.Md5 => "MD5",
        ChecksumAlgorithm.Sha256 => "SHA-256",
        _ => "git blob id",
    };

    /// <summary>Reads a file of checksums: <c>MD5 (ml-1m.zip) = HEX</c>, <c>HEX  ml-1m.zip</c> (one line a file), or the digits alone. Their number tells MD5 from SHA-256.</summary>
    /// <param name="text">The checksum file.</param>
    /// <param name="fileName">The file whose checksum is wanted.</param>
    /// <returns>The checksum; nothing where the text has none for this file.</returns>
    public static FileChecksum? Parse(string text, string fileName)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.FirstOrDefault(line => line.Contains(fileName, StringComparison.OrdinalIgnoreCase)) ?? (lines is [var only] ? only : null);
        var digits = line is null ? "" : Digits().Matches(line).Select(match => match.Value).FirstOrDefault(match => match.Length is 32 or 64) ?? "";
        return digits.Length switch
        {
            32 => new FileChecksum(ChecksumAlgorithm.Md5, digits.ToLowerInvariant()),
            64 => new FileChecksum(ChecksumAlgorithm.Sha256, digits.ToLowerInvariant()),
            _ => null,
        };
    }

    /// <summary>Takes the checksum of a file, reading it once from the beginning to the end.</summary>
    /// <param name="algorithm">How.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<FileChecksum> ComputeAsync(ChecksumAlgorithm algorithm, string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);
        using var hash = IncrementalHash.CreateHash(algorithm switch
        {
            ChecksumAlgorithm.Md5 => HashAlgorithmName.MD5,
            ChecksumAlgorithm.Sha256 => HashAlgorithmName.SHA256,
            _ => HashAlgorithmName.SHA1,
        });
        if (algorithm == ChecksumAlgorithm.GitBlob)
        {
            hash.AppendData(Encoding.ASCII.GetBytes($"blob {stream.Length}\0"));
        }

        var buffer = new byte[1 << 16];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer.AsSpan(0, read));
        }

        return new FileChecksum(algorithm, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{AlgorithmName} {Hex}";

    [GeneratedRegex("(?<![0-9a-zA-Z])[0-9a-fA-F]+(?![0-9a-zA-Z])")]
    private static partial Regex Digits();
}

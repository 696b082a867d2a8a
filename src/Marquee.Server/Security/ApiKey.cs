using System.Security.Cryptography;
using System.Text;

namespace Marquee.Server;

/// <summary>An API key as it is kept: what it may do, and a hash by which it is known again.</summary>
/// <param name="Name">What its owner calls it: told apart by it in <c>marquee keys</c> and in metrics.</param>
/// <param name="Hash">SHA-256 of the key, 64 hexadecimal digits.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">From when on it is worth nothing; null for never.</param>
public sealed record ApiKey(string Name, string Hash, Scopes Scopes, DateTimeOffset Created, DateTimeOffset? Expires)
{
    /// <summary>What every key begins with, so that one that was left lying about is recognised.</summary>
    public const string Prefix = "mrq_";

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A new key: <see cref="Prefix"/> and 43 digits of base 62 drawn from the system's source of secrets, 256 bits.</summary>
    public static string NewSecret() => Prefix + RandomNumberGenerator.GetString(Digits, 43);

    /// <summary>The hash of a key. A fast one will do: there is nothing to guess in 256 random bits.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

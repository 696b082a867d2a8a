using System.Globalization;

namespace Marquee.Live;

/// <summary>A receipt as the store remembers it for a request that may come again.</summary>
internal static class RememberedReceipt
{
    public static string Write(ChangeReceipt receipt, string content) =>
        string.Create(CultureInfo.InvariantCulture, $"{receipt.New} {receipt.Updated} {receipt.Unchanged} {receipt.Deleted} {content}");

    /// <exception cref="IdempotencyException">The key was remembered with another content.</exception>
    public static ChangeReceipt Read(string answer, string key, string content)
    {
        var parts = answer.Split(' ', 5);
        return parts[4] == content
            ? new ChangeReceipt(0, Number(0), Number(1), Number(2), Number(3), Replayed: true)
            : throw new IdempotencyException(key);

        int Number(int part) => int.Parse(parts[part], CultureInfo.InvariantCulture);
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Live;

/// <summary>What a visitor was shown on the pages so far, as a text that goes out with a page and comes back with the question for the next: nothing need be remembered for them.</summary>
/// <param name="Items">Indices of the items shown, ascending.</param>
/// <param name="Rows">Keys of the rows shown.</param>
internal sealed record HomeCursor(IReadOnlyList<int> Items, IReadOnlyList<string> Rows)
{
    private const int Longest = 1 << 16;

    public static HomeCursor Start { get; } = new([], []);

    public static HomeCursor Parse(string text)
    {
        var bytes = new byte[Math.Min(Longest, text.Length)];
        if (text.Length > Longest || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length < 4)
        {
            throw Wrong();
        }

        var content = bytes.AsSpan(4, length - 4);
        if (BitConverter.ToUInt32(bytes) != Check(content))
        {
            throw Wrong();
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, 4, length - 4), Encoding.UTF8);
        try
        {
            var items = new int[Number(length)];
            var last = 0;
            for (var at = 0; at < items.Length; at++)
            {
                last += reader.Read7BitEncodedInt();
                items[at] = last;
            }

            var rows = new string[Number(length)];
            for (var at = 0; at < rows.Length; at++)
            {
                rows[at] = reader.ReadString();
            }

            return new HomeCursor(items, rows);

            // No more of anything than there are bytes.
            int Number(int most) => reader.Read7BitEncodedInt() is var number && (uint)number <= (uint)most ? number : throw new FormatException();
        }
        catch (Exception exception) when (exception is IOException or FormatException or OverflowException)
        {
            throw Wrong();
        }
    }

    public override string ToString()
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(0u);
        writer.Write7BitEncodedInt(Items.Count);
        var last = 0;
        foreach (var item in Items)
        {
            writer.Write7BitEncodedInt(item - last);
            last = item;
        }

        writer.Write7BitEncodedInt(Rows.Count);
        foreach (var row in Rows)
        {
            writer.Write(row);
        }

        writer.Flush();
        var bytes = memory.ToArray();
        BitConverter.TryWriteBytes(bytes, Check(bytes.AsSpan(4)));
        return Base64Url.EncodeToString(bytes);
    }

    // Not a secret: it only tells a cursor from anything else that somebody might send.
    private static uint Check(ReadOnlySpan<byte> content) => BitConverter.ToUInt32(SHA256.HashData(content));

    private static ArgumentException Wrong() => new("The cursor is not one that a page gave; ask for the first page without a cursor, and for each next one with the cursor of the page before.");
}

using System.Buffers.Binary;
using System.Buffers.Text;

namespace Marquee.Server;

/// <summary>Where a page ended: a place in an order that never changes, so that nothing comes twice or is missed however much is written between two pages.</summary>
internal static class PageCursor
{
    /// <summary>A cursor.</summary>
    /// <param name="list">What is listed: a cursor of one list is none of another.</param>
    /// <param name="place">Where the next page begins.</param>
    public static string Write(char list, int place)
    {
        Span<byte> bytes = stackalloc byte[5];
        bytes[0] = (byte)list;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], place);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor.</summary>
    /// <returns>Where the page begins; null for the first page.</returns>
    /// <exception cref="ProblemException">It is none.</exception>
    public static int? Read(QueryValues query, char list)
    {
        if (query.Text("cursor") is not { } text)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[5];
        return text.Length == 7 && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var count) && count == 5 && bytes[0] == list
            && BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]) is >= 0 and var place
            ? place
            : throw QueryValues.Refuse("This is no cursor that a page of this list gave.", "cursor");
    }
}

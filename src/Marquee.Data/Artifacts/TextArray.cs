using System.Runtime.InteropServices;
using System.Text;

namespace Marquee.Data;

/// <summary>Texts in an artifact: UTF-8 with a null byte behind each, four bytes a number.</summary>
public static class TextArray
{
    /// <summary>Writes texts, which must not be empty nor hold null characters.</summary>
    public static void Write(ArtifactWriter writer, string name, IReadOnlyList<string> texts)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => text + '\0')));
        Array.Resize(ref bytes, (bytes.Length + 3) / 4 * 4);
        writer.Write(name, MemoryMarshal.Cast<byte, int>(bytes));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">There is no such array.</exception>
    public static string[] Read(ArtifactReader reader, string name) =>
        Encoding.UTF8.GetString(MemoryMarshal.AsBytes(reader.ReadInts(name).AsSpan())).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}

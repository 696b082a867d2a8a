using System.Buffers.Binary;
using System.Text;

namespace Marquee.Media.Tests;

/// <summary>Writes TFRecord files and the messages within.</summary>
internal static class TfRecords
{
    /// <summary>A file of records.</summary>
    public static byte[] File(params byte[][] records) =>
        [.. records.SelectMany(record => (byte[])[.. Header((ulong)record.Length), .. record, .. Number(TfRecordReader.Checksum(record))])];

    /// <summary>What stands before a record.</summary>
    public static byte[] Header(ulong length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return [.. bytes, .. Number(TfRecordReader.Checksum(bytes))];
    }

    /// <summary>An example of features, each a field of a list: 1 for bytes, 2 for singles, 3 for whole numbers.</summary>
    public static byte[] Example(params (string Name, int Kind, byte[] List)[] features) =>
        Field(1, [.. features.SelectMany(feature => Field(1, [.. Field(1, Encoding.UTF8.GetBytes(feature.Name)), .. Field(2, Field(feature.Kind, feature.List))]))]);

    /// <summary>A field of some length.</summary>
    public static byte[] Field(int number, byte[] content) => [(byte)((number << 3) | 2), .. VariableLength((ulong)content.Length), .. content];

    /// <summary>Singles side by side.</summary>
    public static byte[] Singles(IEnumerable<float> numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    /// <summary>A number of variable length.</summary>
    public static byte[] VariableLength(ulong number)
    {
        List<byte> bytes = [];
        for (; number >= 0x80; number >>= 7)
        {
            bytes.Add((byte)(number | 0x80));
        }

        return [.. bytes, (byte)number];
    }

    private static byte[] Number(uint number) => BitConverter.GetBytes(number);
}

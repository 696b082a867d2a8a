namespace Marquee.Media;

/// <summary>The checksum of PNG's chunks: CRC-32 of ISO 3309, polynomial 0xEDB88320 reflected, four bytes a step.</summary>
internal static class Crc32
{
    private static readonly uint[] _tables = MakeTables();

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var tables = _tables;
        var crc = uint.MaxValue;
        for (; bytes.Length >= 4; bytes = bytes[4..])
        {
            crc ^= System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            crc = tables[768 + (crc & 0xFF)] ^ tables[512 + ((crc >> 8) & 0xFF)] ^ tables[256 + ((crc >> 16) & 0xFF)] ^ tables[crc >> 24];
        }

        foreach (var next in bytes)
        {
            crc = (crc >> 8) ^ tables[(crc ^ next) & 0xFF];
        }

        return ~crc;
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[4 * 256];
        for (var index = 0u; index < 256; index++)
        {
            var crc = index;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }

            tables[index] = crc;
        }

        for (var index = 256; index < tables.Length; index++)
        {
            tables[index] = (tables[index - 256] >> 8) ^ tables[tables[index - 256] & 0xFF];
        }

        return tables;
    }
}

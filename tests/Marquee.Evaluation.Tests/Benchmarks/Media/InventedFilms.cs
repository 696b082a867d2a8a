using System.Buffers.Binary;
using System.IO.Compression;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

/// <summary>Thirty invented films beside the synthetic ratings, with posters of one colour and trailers of a few numbers.</summary>
internal static class InventedFilms
{
    public const string Frames = "train_features.tsv";

    /// <summary>Of films 1 to 30 the first has no poster, the second no sound, the third no scenes.</summary>
    public static void Write(TemporaryFolder folder)
    {
        foreach (var name in new[] { "posters", "trailers" })
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, name));
        }

        folder.Write("item_map_derived.csv", "movie_id,title,imdb_id,tmdb_id,ml_latest_movieId,has_poster,has_overview,has_mmtf,has_mise_en_scene\n"
            + string.Concat(Enumerable.Range(1, 30).Select(film => $"{film},\"Film, The {film} (1990)\",tt{film},{film},{1000 + film},True,True,True,True\n")));
        const string Heading = "movieId\ttitle\tYTId\tyear\ttag\tavf1\tavf2\tivec1\n";
        folder.Write(Path.Combine("trailers", Frames), Heading + string.Concat(Enumerable.Range(1, 20).Where(film => film != 2).Select(Trailer)));
        folder.Write(Path.Combine("trailers", "valid_features.tsv"), Heading + string.Concat(Enumerable.Range(21, 10).Select(Trailer)));
        folder.Write(Path.Combine("trailers", "test_features.tsv"), Heading);
        folder.Write(Path.Combine("trailers", "LLVisualFeatures13K_Log.csv"), "ML_Id,f1\n" + string.Concat(Enumerable.Range(1, 30).Where(film => film != 3).Select(film => $"{1000 + film},{film % 4}\n")));
        for (var film = 2; film <= 30; film++)
        {
            File.WriteAllBytes(Path.Combine(folder.Path, "posters", $"{film}.jpg"), Plain((byte)(8 * film)));
        }

        // A quote opens in the title of a trailer and closes nowhere.
        static string Trailer(int film) => $"{1000 + film}\t\"Film {film}\tab\t1990\t\t{film}\t7\t{-film}\n";
    }

    /// <summary>A picture of 92 x 138 in one shade of grey, as PNG.</summary>
    private static byte[] Plain(byte shade)
    {
        using var data = new MemoryStream();
        using (var packed = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            var line = Enumerable.Repeat(shade, 93).ToArray();
            line[0] = 0;
            for (var row = 0; row < 138; row++)
            {
                packed.Write(line);
            }
        }

        return [0x89, .. "PNG\r\n\u001A\n"u8, .. Chunk("IHDR"u8, [0, 0, 0, 92, 0, 0, 0, 138, 8, 0, 0, 0, 0]), .. Chunk("IDAT"u8, data.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> kind, byte[] content)
    {
        byte[] named = [.. kind, .. content];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Checksum(named));
        return [.. length, .. named, .. sum];
    }

    /// <summary>The checksum of PNG, bit by bit.</summary>
    private static uint Checksum(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
            }
        }

        return ~sum;
    }
}

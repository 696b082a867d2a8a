using Marquee.Media;

namespace Marquee.Benchmarks;

/// <summary>How fast pictures and sounds are decoded on one thread.</summary>
internal static class DecodingBenchmark
{
    private const int Files = 500;

    public static void Run(BenchmarkOptions options)
    {
        var table = new Table("work", "files", "files a processor second", "bytes a file");
        var small = TarArchive.ReadFile(Path.Combine(options.DataDirectory, "cifar-10", "test.tar.xz")).Take(Files).Select(entry => entry.Content.ToArray()).ToArray();
        Add("JPEG 32 x 32 (CIFAR-10)", small, file => PictureDecoder.Decode(file));
        var posters = Read(options, "movielens-100k-media", "posters");
        Add("progressive JPEG 92 x 138 (posters)", posters, file => PictureDecoder.Decode(file));
        Add("the same, then to 32 x 32", posters, file => PictureResizer.Cover(PictureDecoder.Decode(file), 32, 32));
        var digits = Read(options, "spoken-digits");
        Add("WAV of 8 kHz (spoken digits)", digits, file => SoundDecoder.Decode(file));
        Add("the same, then to 16 kHz", digits, file => SoundDecoder.Decode(file).Resample(16_000));
        table.Print();

        void Add(string name, byte[][] files, Action<byte[]> work)
        {
            // Long enough that the compiler has done its best.
            var measured = Measure.Run(() => Array.ForEach(files, work), warmUpSeconds: 2);
            table.Add(name, $"{files.Length}", $"{files.Length / measured.Processor:N0}", $"{measured.AllocatedBytes / files.Length:N0}");
        }
    }

    private static byte[][] Read(BenchmarkOptions options, params string[] folder) =>
        [.. Directory.EnumerateFiles(Path.Combine([options.DataDirectory, .. folder])).Order(StringComparer.Ordinal).Take(Files).Select(File.ReadAllBytes)];
}

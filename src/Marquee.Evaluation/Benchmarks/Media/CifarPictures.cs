using Marquee.Data;
using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>CIFAR-10 as JPEG files: a folder a class within <c>train</c> and <c>test</c>, unpacked or in <c>train.tar.xz</c> and <c>test.tar.xz</c>.</summary>
/// <param name="Examples">The pictures, 32 x 32, in the order of their names.</param>
/// <param name="Labels">Their classes.</param>
internal sealed record CifarPictures(PictureExamples Examples, ExampleLabels Labels)
{
    private const int DecodedAtOnce = 256;

    /// <summary>Reads a part.</summary>
    /// <param name="folder">Where the data lie.</param>
    /// <param name="part"><c>train</c> or <c>test</c>.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="DatasetException">The data are not there, cannot be unpacked or are no pictures.</exception>
    public static CifarPictures Read(string folder, string part, int maxDegreeOfParallelism)
    {
        var unpacked = Path.Combine(folder, part);
        var files = Directory.Exists(unpacked) ? ReadFolder(unpacked) : ReadArchive(Path.Combine(folder, part + ".tar.xz"));
        if (files.Count == 0)
        {
            throw new DatasetException(new DatasetProblem(unpacked, 0, "holds no JPEG pictures in folders, one a class"));
        }

        files.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        string[] classes = [.. files.Select(file => ClassOf(file.Name)).Distinct().Order(StringComparer.Ordinal)];
        var pictures = new Picture[files.Count];
        ParallelBlocks.For(files.Count, DecodedAtOnce, maxDegreeOfParallelism, (start, end, _) =>
        {
            for (var file = start; file < end; file++)
            {
                try
                {
                    pictures[file] = PictureDecoder.Decode(files[file].Content.Span, name: files[file].Name);
                }
                catch (MediaException exception)
                {
                    throw new DatasetException(new DatasetProblem(files[file].Name, 0, exception.Message), exception);
                }
            }
        });
        return new CifarPictures(new PictureExamples(pictures), new ExampleLabels([.. files.Select(file => Array.IndexOf(classes, ClassOf(file.Name)))], classes.Length));
    }

    /// <summary>The folder that a file lies in, which is its class.</summary>
    private static string ClassOf(string name) => name.Split('/')[^2];

    private static List<ArchiveEntry> ReadFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Select(file => new ArchiveEntry(Path.GetRelativePath(Path.GetDirectoryName(folder)!, file).Replace('\\', '/'), File.ReadAllBytes(file)))];

    private static List<ArchiveEntry> ReadArchive(string archive)
    {
        try
        {
            return [.. TarArchive.ReadFile(archive).Where(file => file.Name.EndsWith(".jpg", StringComparison.Ordinal))];
        }
        catch (MediaException exception)
        {
            throw new DatasetException(new DatasetProblem(archive, 0, exception.Message), exception);
        }
    }
}

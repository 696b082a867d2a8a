using System.Reflection;
using Marquee.Content;
using Marquee.Data;
using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Cli.Demo;

/// <summary>How the posters of the demo service look, as the feature <c>poster</c>: statistics of colour and texture (<see cref="PictureFeatures"/>) of the posters that the console draws.</summary>
/// <remarks>They lie small on a contact sheet, in ordinal order of the ids; a test of the console holds it to what is drawn.</remarks>
internal static class DemoPosters
{
    /// <summary>What the feature is named.</summary>
    public const string Name = "poster";

    private const int Width = 24;
    private const int Height = 36;
    private const int InALine = 40;

    /// <summary>The vectors of the posters, each number with mean 0 and deviation 1.</summary>
    /// <param name="catalogue">The catalogue of the demo service.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static ItemEmbedding Embed(IReadOnlyList<Item> catalogue, CancellationToken cancellationToken)
    {
        string[] ids = [.. catalogue.Select(item => item.Id).Order(StringComparer.Ordinal)];
        var posters = Cut(Sheet(), ids.Length);
        var vectors = new DenseMatrix(ids.Length, PictureFeatures.Dimensions);
        ParallelBlocks.For(ids.Length, 64, 0, (start, end, _) =>
        {
            for (var poster = start; poster < end; poster++)
            {
                PictureFeatures.Of(posters[poster]).CopyTo(vectors.Row(poster));
            }
        },
        cancellationToken);
        ColumnScale.Of(vectors).Apply(vectors);
        return new ItemEmbedding(Name, new IdMap(ids), vectors);
    }

    private static Picture Sheet()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("posters.jpg")!;
        return PictureDecoder.Decode(stream);
    }

    private static Picture[] Cut(Picture sheet, int count)
    {
        var lines = (count + InALine - 1) / InALine;
        if (sheet.Width != InALine * Width || sheet.Height != lines * Height)
        {
            throw new InvalidDataException($"The contact sheet of the demo service is {sheet.Width} x {sheet.Height} pixels; {count} posters take {InALine * Width} x {lines * Height}.");
        }

        return [.. Enumerable.Range(0, count).Select(poster => Cell(sheet, poster % InALine * Width, poster / InALine * Height))];
    }

    private static Picture Cell(Picture sheet, int left, int top)
    {
        var pixels = new byte[Width * Height * 3];
        for (var line = 0; line < Height; line++)
        {
            sheet.Pixels.Slice((((top + line) * sheet.Width) + left) * 3, Width * 3).CopyTo(pixels.AsSpan(line * Width * 3));
        }

        return new Picture(Width, Height, pixels);
    }
}

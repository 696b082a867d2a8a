using System.Text.Json.Nodes;

namespace Marquee.Media;

/// <summary>Pictures of any size become pictures of one: cut to its proportions around the middle, then resized.</summary>
public sealed record PicturePreparation : MediaPreparation
{
    internal const string Pictures = "pictures";

    private const int MostSide = 1024;

    /// <summary>Pictures of one size.</summary>
    /// <param name="width">Pixels in a line, from 8 to 1,024.</param>
    /// <param name="height">Lines, from 8 to 1,024.</param>
    public PicturePreparation(int width = 48, int height = 72)
    {
        Check(width, nameof(width));
        Check(height, nameof(height));
        (Width, Height) = (width, height);
    }

    /// <summary>Pixels in a line.</summary>
    public int Width { get; }

    /// <summary>Lines.</summary>
    public int Height { get; }

    /// <inheritdoc/>
    public override PlaneShape Shape => new(Height, Width, 3);

    /// <inheritdoc/>
    public override string Kind => Pictures;

    /// <inheritdoc/>
    private protected override IAugmentation MakeViews(double strength) => new AugmentationChain(
        new ResizedCrop(Height, Width, 1 - (0.7 * strength), 1, 0.75 * Width / Height, 1.3 * Width / Height),
        new HorizontalFlip(),
        new Sometimes(new ColourJitter(0.3 * strength, 0.3 * strength, 0.3 * strength, 0.05 * strength), 0.8),
        new Greyscale(0.2 * strength));

    /// <inheritdoc/>
    public override IExamples Read(IReadOnlyList<string> paths, DecodeLimits? limits = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        new PictureExamples(ReadAll(paths, path => PictureResizer.Cover(MediaFile.ReadPicture(path, limits, null, cancellationToken), Width, Height), progress, cancellationToken));

    /// <inheritdoc/>
    private protected override JsonObject ToJson() => new() { ["kind"] = Pictures, ["width"] = Width, ["height"] = Height };

    internal static PicturePreparation Read(JsonObject json) => new((int)json["width"]!, (int)json["height"]!);

    private static void Check(int side, string name)
    {
        if (side is < 8 or > MostSide)
        {
            throw new ArgumentOutOfRangeException(name, side, $"A side of the pictures that an encoder reads has 8 to {MostSide} pixels.");
        }
    }
}

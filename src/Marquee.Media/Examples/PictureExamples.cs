namespace Marquee.Media;

/// <summary>Pictures of one size as examples, numbers from 0 to 1. They stay bytes in memory.</summary>
public sealed class PictureExamples : IExamples
{
    private readonly IReadOnlyList<Picture> _pictures;

    /// <summary>Examples of pictures, which are kept.</summary>
    /// <exception cref="ArgumentException">There is none, or they differ in size.</exception>
    public PictureExamples(IReadOnlyList<Picture> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Count == 0)
        {
            throw new ArgumentException("Examples need at least one picture.", nameof(pictures));
        }

        Shape = pictures[0].Shape;
        for (var index = 0; index < pictures.Count; index++)
        {
            if (pictures[index].Shape != Shape)
            {
                throw new ArgumentException($"Picture {index} is {pictures[index].Shape} where the first is {Shape}: bring all to one size first.", nameof(pictures));
            }
        }

        _pictures = pictures;
    }

    /// <inheritdoc/>
    public int Count => _pictures.Count;

    /// <inheritdoc/>
    public PlaneShape Shape { get; }

    /// <inheritdoc/>
    public void Read(int index, Span<float> target) => _pictures[index].CopyTo(target);
}

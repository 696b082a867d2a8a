namespace Marquee.Media;

/// <summary>Examples of one modality that encoders learn from: pictures, spectrograms (<c>height x width x channels</c> each) or vectors (<c>1 x 1 x length</c>). Read from several threads at once.</summary>
public interface IExamples
{
    /// <summary>How many.</summary>
    int Count { get; }

    /// <summary>How the numbers of each lie.</summary>
    PlaneShape Shape { get; }

    /// <summary>Writes an example.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="target">As many numbers as <see cref="Shape"/> counts.</param>
    void Read(int index, Span<float> target);
}

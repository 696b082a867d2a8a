namespace Marquee.Media;

/// <summary>One vector of a picture by what is known to matter to the eye, without learning: colours, texture, edges. Pictures of any size.</summary>
/// <remarks>
/// One after the other: <see cref="ColourHistogram"/> (72), <see cref="ColourMoments"/> (10), <see cref="LocalBinaryPatterns"/> (59), <see cref="CoOccurrence"/> (5), <see cref="GradientHistogram"/> (324). The numbers have different units: standardise them
/// over a catalogue before comparing. Patterns and pairs depend on the resolution: bring all pictures of a catalogue to about one size first. O(pixels).
/// </remarks>
public static class PictureFeatures
{
    /// <summary>What each number of a vector is.</summary>
    public static IReadOnlyList<string> Names { get; } = MakeNames();

    /// <summary>Numbers of a vector.</summary>
    public static int Dimensions => Names.Count;

    /// <summary>The vector of a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <returns><see cref="Dimensions"/> numbers, all finite.</returns>
    public static float[] Of(Picture picture) =>
    [
        .. ColourHistogram.Of(picture),
        .. ColourMoments.Of(picture),
        .. LocalBinaryPatterns.Of(picture),
        .. CoOccurrence.Of(picture),
        .. GradientHistogram.Of(picture),
    ];

    private static List<string> MakeNames()
    {
        var names = new List<string>();
        for (var cell = 0; cell < 72; cell++)
        {
            names.Add($"hue {(cell / 9) + 1} of 8, saturation {(cell / 3 % 3) + 1} of 3, value {(cell % 3) + 1} of 3");
        }

        names.AddRange(ColourMoments.Names);
        names.AddRange(Enumerable.Range(1, LocalBinaryPatterns.Count).Select(pattern => $"pattern {pattern}"));
        names.AddRange(CoOccurrence.Names);
        for (var block = 0; block < 9; block++)
        {
            for (var cell = 0; cell < 4; cell++)
            {
                for (var orientation = 0; orientation < 9; orientation++)
                {
                    names.Add($"gradients of {(20 * orientation) + 10} degrees in cell {cell + 1} of block {block + 1}");
                }
            }
        }

        return names;
    }
}

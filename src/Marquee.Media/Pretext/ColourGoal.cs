using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Which colours has a picture of which only the grey is shown? Foretold is, on a coarse grid, by how much red and blue differ from the grey: the mean squared error.</summary>
/// <remarks>After Zhang, Isola and Efros, Colorful Image Colorization, 2016, from one vector instead of pixel by pixel, so that the vector has to hold it. What is learned this way has seen grey alone; the three channels are equal.</remarks>
public sealed class ColourGoal : PretrainingGoal
{
    private const int Channels = 3;

    /// <summary>A goal.</summary>
    /// <param name="augmentation">Makes the picture whose colours are asked for; nothing leaves pictures as they are.</param>
    public ColourGoal(IAugmentation? augmentation = null) => Augmentation = augmentation;

    /// <summary>Cells of the grid down and across, at least 1. Default 4.</summary>
    public int Cells { get; init; } = 4;

    /// <inheritdoc/>
    public override string Name => "colour";

    /// <inheritdoc/>
    internal override GoalNetwork Build(GoalParts parts)
    {
        var input = parts.Design.Input;
        return input.Channels == Channels && Cells >= 1 && Cells <= Math.Min(input.Height, input.Width)
            ? new Network(this, parts, parts.BuildEncoder())
            : throw new ArgumentException($"Colours of {Cells} x {Cells} cells are asked of pictures of red, green and blue with as many lines and columns; the encoder reads {input}.", nameof(parts));
    }

    /// <summary>Makes a plane grey, and writes what it loses: red less grey and blue less grey of each cell.</summary>
    internal static void TakeColours(Span<float> plane, PlaneShape shape, int cells, Span<float> colours)
    {
        colours.Clear();
        for (var row = 0; row < shape.Height; row++)
        {
            for (var column = 0; column < shape.Width; column++)
            {
                var pixel = plane.Slice(((row * shape.Width) + column) * Channels, Channels);
                var grey = (pixel[0] + pixel[1] + pixel[2]) / Channels;
                var (line, place) = (row * cells / shape.Height, column * cells / shape.Width);

                // Cells of one size, or nearly so: each pixel has its cell's share.
                var pixels = (((line + 1) * shape.Height / cells) - (line * shape.Height / cells)) * (((place + 1) * shape.Width / cells) - (place * shape.Width / cells));
                var cell = ((line * cells) + place) * 2;
                colours[cell] += (pixel[0] - grey) / pixels;
                colours[cell + 1] += (pixel[2] - grey) / pixels;
                pixel.Fill(grey);
            }
        }
    }

    private sealed class Network(ColourGoal goal, GoalParts parts, IEncoder encoder) : PretextNetwork(goal, parts, encoder, 2 * goal.Cells * goal.Cells)
    {
        private readonly PlaneShape _shape = parts.Design.Input;
        private readonly int _numbers = 2 * goal.Cells * goal.Cells;

        protected override Tensor Loss(Tape tape, LearningSlice slice, Tensor views)
        {
            var colours = tape.Scratch(slice.Count * _numbers);
            for (var row = 0; row < slice.Count; row++)
            {
                TakeColours(views.Values.Slice(row * _shape.Count, _shape.Count), _shape, goal.Cells, colours.Slice(row * _numbers, _numbers));
            }

            return tape.Scale(tape.SquaredError(Head.Apply(tape, Encoder.Encode(tape, views)), colours), 1f / colours.Length);
        }
    }
}

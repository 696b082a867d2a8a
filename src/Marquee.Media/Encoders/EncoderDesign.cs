using System.Text.Json.Nodes;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>How an encoder is made, before anything is learned: enough to build it again from a file.</summary>
public abstract record EncoderDesign
{
    /// <summary>What it reads.</summary>
    public abstract PlaneShape Input { get; }

    /// <summary>Builds the network.</summary>
    /// <param name="parameters">The set that its parameters are added to.</param>
    /// <param name="name">Name before those of its parameters, unique within the set.</param>
    /// <exception cref="ArgumentException">A number of the design is outside of its range.</exception>
    public abstract IEncoder Build(ParameterSet parameters, string name);

    /// <summary>Whether an encoder of this design, once trained, reads examples of a shape: of that of <see cref="Input"/>, and of others where it says so.</summary>
    /// <param name="examples">How the numbers of an example lie.</param>
    public virtual bool Reads(PlaneShape examples) => examples == Input;

    /// <summary>Whether it normalises by batches, so that means and variances have to be measured before it is used.</summary>
    internal virtual bool HasBatchStatistics => false;

    /// <summary>The design as a file holds it.</summary>
    internal abstract JsonObject ToJson();

    /// <summary>Reads what <see cref="ToJson()"/> gave.</summary>
    /// <exception cref="InvalidDataException">There is no such design.</exception>
    internal static EncoderDesign FromJson(JsonObject json)
    {
        try
        {
            return json["kind"]?.GetValue<string>() switch
            {
                PerceptronDesign.Kind => PerceptronDesign.Read(json),
                ConvolutionDesign.Kind => ConvolutionDesign.Read(json),
                ProjectedDesign.Kind => ProjectedDesign.Read(json),
                var other => throw new InvalidDataException($"There is no encoder of the kind '{other}': it was written by a newer Marquee, or the file is damaged."),
            };
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
        {
            throw new InvalidDataException($"The description of the encoder is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>A shape as a file holds it.</summary>
    private protected static JsonArray Array(PlaneShape shape) => [shape.Height, shape.Width, shape.Channels];

    /// <summary>Whole numbers as a file holds them.</summary>
    private protected static JsonArray Array(IEnumerable<int> numbers) => [.. numbers.Select(number => (JsonNode)number)];

    /// <summary>Whole numbers of a file.</summary>
    private protected static int[] Numbers(JsonObject json, string name) =>
        [.. (json[name] as JsonArray ?? throw new InvalidDataException($"The description of the encoder lacks '{name}'.")).Select(number => number!.GetValue<int>())];

    /// <summary>A number of a file.</summary>
    private protected static double Number(JsonObject json, string name) =>
        (json[name] ?? throw new InvalidDataException($"The description of the encoder lacks '{name}'.")).GetValue<double>();

    /// <summary>A shape of a file.</summary>
    private protected static PlaneShape ReadShape(JsonObject json, string name) =>
        Numbers(json, name) is [var height, var width, var channels] ? new PlaneShape(height, width, channels) : throw new InvalidDataException($"'{name}' of an encoder is height, width and channels.");
}

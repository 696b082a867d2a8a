using System.Text.Json.Nodes;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>A <see cref="ConvolutionEncoder"/>: for pictures and spectrograms. It may be used on planes of another height and width than it was trained on, as long as channels agree.</summary>
/// <param name="Input">What it reads while it is trained.</param>
/// <param name="Options">How large it is.</param>
public sealed record ConvolutionDesign(PlaneShape Input, ConvolutionEncoderOptions Options) : EncoderDesign
{
    internal const string Kind = "convolution";

    /// <summary>An encoder of the default size.</summary>
    /// <param name="input">What it reads.</param>
    public ConvolutionDesign(PlaneShape input)
        : this(input, new ConvolutionEncoderOptions())
    {
    }

    /// <inheritdoc/>
    public override PlaneShape Input { get; } = Input;

    /// <inheritdoc/>
    internal override bool HasBatchStatistics => Options.Normalization == EncoderNormalization.Batch;

    /// <inheritdoc/>
    public override IEncoder Build(ParameterSet parameters, string name) => new ConvolutionEncoder(parameters, name, Input, Options);

    /// <inheritdoc/>
    public override bool Reads(PlaneShape examples) => examples.Channels == Input.Channels && examples.Height > 0 && examples.Width > 0;

    /// <inheritdoc/>
    internal override JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["input"] = Array(Input),
        ["widths"] = Array(Options.Widths),
        ["blocks"] = Options.Blocks,
        ["stemSize"] = Options.StemSize,
        ["stemStride"] = Options.StemStride,
        ["normalization"] = Options.Normalization == EncoderNormalization.Batch ? "batch" : "layer",
    };

    internal static ConvolutionDesign Read(JsonObject json) => new(ReadShape(json, "input"), new ConvolutionEncoderOptions
    {
        Widths = Numbers(json, "widths"),
        Blocks = (int)Number(json, "blocks"),
        StemSize = (int)Number(json, "stemSize"),
        StemStride = (int)Number(json, "stemStride"),
        Normalization = json["normalization"]?.GetValue<string>() switch
        {
            "batch" => EncoderNormalization.Batch,
            "layer" => EncoderNormalization.Layer,
            var other => throw new InvalidDataException($"There is no normalisation '{other}' of an encoder."),
        },
    });
}

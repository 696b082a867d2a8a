using System.Text.Json.Nodes;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>An encoder with the projector that it was trained with: where vectors of two modalities are to be compared, they are those of the projectors.</summary>
/// <param name="Inner">The encoder.</param>
/// <param name="Hidden">Numbers of the projector's hidden layer.</param>
/// <param name="Dimensions">Numbers that come out of the projector.</param>
public sealed record ProjectedDesign(EncoderDesign Inner, int Hidden, int Dimensions) : EncoderDesign
{
    internal const string Kind = "projected";

    /// <inheritdoc/>
    public override PlaneShape Input => Inner.Input;

    /// <inheritdoc/>
    internal override bool HasBatchStatistics => Inner.HasBatchStatistics;

    /// <inheritdoc/>
    public override bool Reads(PlaneShape examples) => Inner.Reads(examples);

    /// <inheritdoc/>
    public override IEncoder Build(ParameterSet parameters, string name) => new Projected(parameters, name, this);

    /// <inheritdoc/>
    internal override JsonObject ToJson() => new() { ["kind"] = Kind, ["inner"] = Inner.ToJson(), ["hidden"] = Hidden, ["dimensions"] = Dimensions };

    internal static ProjectedDesign Read(JsonObject json) => new(
        FromJson(json["inner"] as JsonObject ?? throw new InvalidDataException("The description of the encoder lacks 'inner'.")), (int)Number(json, "hidden"), (int)Number(json, "dimensions"));

    private sealed class Projected : IEncoder
    {
        private readonly IEncoder _inner;
        private readonly Projector _projector;

        public Projected(ParameterSet parameters, string name, ProjectedDesign design)
        {
            _inner = design.Inner.Build(parameters, $"{name}.inner");
            _projector = new Projector(parameters, $"{name}.projector", _inner.Dimensions, design.Hidden, design.Dimensions);
            Dimensions = design.Dimensions;
        }

        public PlaneShape Input => _inner.Input;

        public int Dimensions { get; }

        public Tensor Encode(Tape tape, Tensor batch) => _projector.Apply(tape, _inner.Encode(tape, batch));
    }
}

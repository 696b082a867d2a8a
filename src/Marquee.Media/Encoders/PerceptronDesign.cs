using System.Text.Json.Nodes;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>A <see cref="PerceptronEncoder"/>: for ready features, and for planes so small that every place may have weights of its own.</summary>
/// <param name="Input">What it reads; the numbers of a plane are taken as one vector.</param>
public sealed record PerceptronDesign(PlaneShape Input) : EncoderDesign
{
    internal const string Kind = "perceptron";

    /// <summary>Vectors of a length.</summary>
    /// <param name="length">Numbers of a vector.</param>
    public PerceptronDesign(int length)
        : this(new PlaneShape(1, 1, length))
    {
    }

    /// <summary>What it reads.</summary>
    public override PlaneShape Input { get; } = Input;

    /// <summary>Numbers of each hidden layer, each at least 1; none makes a linear map. Default: one of 512.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [512];

    /// <summary>Numbers of the vector that comes out, at least 1. Default 128.</summary>
    public int Dimensions { get; init; } = 128;

    /// <summary>Share of hidden numbers that is set to zero while training, from 0 to below 1. Default 0.</summary>
    public double Dropout { get; init; }

    /// <inheritdoc/>
    public override IEncoder Build(ParameterSet parameters, string name)
    {
        foreach (var size in Hidden.Append(Dimensions).Append(Input.Count))
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(Hidden));
        }

        if (Dropout is not (>= 0 and < 1))
        {
            throw new ArgumentException($"The dropout of an encoder is from 0 to below 1, not {Dropout}.");
        }

        return new PerceptronEncoder(parameters, name, this);
    }

    /// <inheritdoc/>
    public bool Equals(PerceptronDesign? other) =>
        other is not null && Input == other.Input && Dimensions == other.Dimensions && Dropout.Equals(other.Dropout) && Hidden.SequenceEqual(other.Hidden);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Input, Dimensions, Hidden.Count);

    /// <inheritdoc/>
    internal override JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["input"] = Array(Input),
        ["hidden"] = Array(Hidden),
        ["dimensions"] = Dimensions,
        ["dropout"] = Dropout,
    };

    internal static PerceptronDesign Read(JsonObject json) =>
        new(ReadShape(json, "input")) { Hidden = Numbers(json, "hidden"), Dimensions = (int)Number(json, "dimensions"), Dropout = Number(json, "dropout") };
}

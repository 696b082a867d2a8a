using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The learned numbers of the rating task.</summary>
/// <param name="Basis">Mean and scale of the training ratings.</param>
/// <param name="ItemLevels">What an average user rates each item, damped: what ratings of a history are compared with.</param>
/// <param name="Levels">The same with what was learned on top: where a prediction begins.</param>
/// <param name="Weights">Makes opinions of how things were rated; <c>factors x factors</c>.</param>
/// <param name="Presence">Makes opinions of what was met at all; <c>factors x factors</c>.</param>
/// <param name="Deviation">Standard deviation of ratings that were held out from their predictions.</param>
internal sealed record RatingHead(RatingBasis Basis, float[] ItemLevels, float[] Levels, DenseMatrix Weights, DenseMatrix Presence, float Deviation)
{
    /// <summary>Writes it.</summary>
    public void Save(ArtifactWriter writer)
    {
        Basis.Save(writer);
        writer.Write("rating-item-levels", ItemLevels, ItemLevels.Length);
        writer.Write("rating-levels", Levels, Levels.Length);
        writer.Write("rating-weights", Weights.Span, Weights.Rows, Weights.Columns);
        writer.Write("rating-presence", Presence.Span, Presence.Rows, Presence.Columns);
        writer.Write("rating-deviation", [Deviation], 1);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static RatingHead Load(ArtifactReader reader, MultitaskOptions options)
    {
        var (items, factors) = (reader.IntProperty("itemCount"), options.Factors);
        return new RatingHead(
            RatingBasis.Load(reader), reader.ReadFloats("rating-item-levels", items).ToArray(), reader.ReadFloats("rating-levels", items).ToArray(),
            new DenseMatrix(factors, factors, reader.ReadFloats("rating-weights", factors, factors)), new DenseMatrix(factors, factors, reader.ReadFloats("rating-presence", factors, factors)),
            reader.ReadFloats("rating-deviation", 1).Span[0]);
    }
}

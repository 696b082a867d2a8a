using System.Text.Json.Serialization;

namespace Marquee.Content;

/// <summary>What relations do to entities.</summary>
public enum LinkModelKind
{
    /// <summary>A relation moves the head: <c>-|h + r - t|</c>, Euclidean (Bordes et al., Translating Embeddings for Modeling Multi-relational Data, 2013).</summary>
    [JsonStringEnumMemberName("transe")]
    TransE,

    /// <summary>A relation weighs coordinates: <c>sum(h * r * t)</c>; every relation is symmetric unless reciprocal ones are learned (Yang et al., Embedding Entities and Relations, 2015).</summary>
    [JsonStringEnumMemberName("distmult")]
    DistMult,

    /// <summary>The same with complex numbers: <c>Re(sum(h * r * conj(t)))</c> (Trouillon et al., Complex Embeddings for Simple Link Prediction, 2016).</summary>
    [JsonStringEnumMemberName("complex")]
    ComplEx,

    /// <summary>A relation turns each complex coordinate by an angle: <c>-|h * e^(i r) - t|</c> (Sun et al., RotatE, 2019). There the moduli are summed, here their squares under one root, which is what a matrix product computes.</summary>
    [JsonStringEnumMemberName("rotate")]
    RotatE,
}

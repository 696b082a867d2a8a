namespace Marquee.Content;

/// <summary>One of the reasons why an item is like another.</summary>
/// <param name="View">The view that it belongs to.</param>
/// <param name="Kind">What it is: <c>label</c>, <c>category</c>, <c>viewers</c>, <c>word</c>, <c>embedding</c>, or a relation such as <c>director</c>.</param>
/// <param name="Value">The label, person, word, ...; for <c>viewers</c> their number; for an embedding its name.</param>
/// <param name="Contribution">Its part of the score. All reasons of an item add up to its score.</param>
public sealed record SimilarReason(SimilarView View, string Kind, string Value, double Contribution);

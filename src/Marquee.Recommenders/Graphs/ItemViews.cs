using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Items in their two roles.</summary>
/// <param name="Sources">What each brings to the profile of a history, <c>items x factors</c>, before it is divided by the root of its degree.</param>
/// <param name="Targets">What each is found by, <c>items x factors</c>.</param>
internal readonly record struct ItemViews(Tensor Sources, Tensor Targets);

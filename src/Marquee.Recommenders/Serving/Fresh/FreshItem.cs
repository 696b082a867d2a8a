namespace Marquee.Recommenders;

/// <summary>An item that a model does not know.</summary>
/// <param name="Neighbours">The known items that stand in for it, most alike first, with weights that add up to 1; none where it is like no other.</param>
/// <param name="Lift">By how much more popular it counts than its neighbours are.</param>
internal readonly record struct FreshItem(ScoredItem[] Neighbours, double Lift);

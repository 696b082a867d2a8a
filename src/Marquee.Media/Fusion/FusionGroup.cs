namespace Marquee.Media;

/// <summary>What belongs together in hierarchical fusion: modalities, groups of them, or both. One modality without members is a leaf.</summary>
/// <param name="Name">Name of the group, or of the modality.</param>
/// <param name="Members">Its members, fine; together they are one coarser thing. None for a modality.</param>
public sealed record FusionGroup(string Name, params IReadOnlyList<FusionGroup> Members)
{
    /// <summary>Names of all modalities in it, in order.</summary>
    public IEnumerable<string> Modalities => Members.Count == 0 ? [Name] : Members.SelectMany(member => member.Modalities);
}

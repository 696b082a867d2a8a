namespace Marquee.Recommenders;

/// <summary>What makes an item popular.</summary>
public enum PopularityMeasure
{
    /// <summary>The number of users who met it.</summary>
    Users,

    /// <summary>The sum of the weights of their interactions with it.</summary>
    Weight,
}

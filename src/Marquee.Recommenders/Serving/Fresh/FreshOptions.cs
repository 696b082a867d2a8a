namespace Marquee.Recommenders;

/// <summary>How items that a model does not know are scored; see <see cref="FreshItems"/>.</summary>
public sealed record FreshOptions
{
    /// <summary>How many of the nearest known items stand in for an item, at least 1. Default 50.</summary>
    public int Neighbours
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Neighbours));
            field = value;
        }
    } = 50;

    /// <summary>How much it counts what an item is watched these days, in times of what the model makes of that with the items it knows; 0 for nothing. At least 0; default 1.5.</summary>
    public double Lift
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Lift));
            field = value;
        }
    } = 1.5;

    /// <summary>What makes items alike: how much each field counts.</summary>
    public ContentOptions Likeness { get; init; } = new();
}

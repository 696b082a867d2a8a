namespace Marquee.Data;

/// <summary>What the weight of an interaction grows with.</summary>
public enum WeightScale
{
    /// <summary>Nothing: every interaction of the kind counts the same.</summary>
    Constant,

    /// <summary>Its value (a rating, a number of plays); 1 where it has none.</summary>
    Value,

    /// <summary>Its progress; 1 where it has none.</summary>
    Progress,
}

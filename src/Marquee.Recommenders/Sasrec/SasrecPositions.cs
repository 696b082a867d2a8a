namespace Marquee.Recommenders;

/// <summary>How <see cref="SasrecTrainer"/> tells places of a history apart.</summary>
public enum SasrecPositions
{
    /// <summary>By learned numbers added to the item at each place, counted from the first.</summary>
    Absolute,

    /// <summary>By how many places two items lie apart: a learned number for each distance and head is added to the attention.</summary>
    Relative,

    /// <summary>By both.</summary>
    Both,
}

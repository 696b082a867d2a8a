namespace Marquee.Recommenders;

/// <summary>Which heads of a multitask model are trained and score.</summary>
public enum MultitaskHeads
{
    /// <summary>Both, together.</summary>
    Both,

    /// <summary>Matrix factorisation alone.</summary>
    Factors,

    /// <summary>Neural collaborative filtering alone.</summary>
    Network,
}

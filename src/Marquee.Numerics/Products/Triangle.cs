namespace Marquee.Numerics;

/// <summary>Which operand of a product is triangular.</summary>
internal enum Triangle
{
    /// <summary>None is, or none is known to be.</summary>
    None,

    /// <summary>The left operand is zero above its diagonal.</summary>
    LowerLeftOperand,

    /// <summary>The left operand is zero below its diagonal.</summary>
    UpperLeftOperand,

    /// <summary>The right operand is zero above its diagonal.</summary>
    LowerRightOperand,
}

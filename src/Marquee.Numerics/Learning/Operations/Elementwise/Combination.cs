namespace Marquee.Numerics.Learning;

/// <summary>How two numbers become one.</summary>
internal enum Combination
{
    /// <summary><c>left + right</c>.</summary>
    Sum,

    /// <summary><c>left - right</c>.</summary>
    Difference,

    /// <summary><c>left * right</c>.</summary>
    Product,
}

namespace Marquee.Numerics.Learning;

/// <summary>A function of one number, written with vectors: its value and its derivative.</summary>
internal interface IElementFunction
{
    /// <summary>The value at <paramref name="x"/>.</summary>
    static abstract TVector Value<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <summary>The derivative at <paramref name="x"/>, where the value is <paramref name="y"/>.</summary>
    static abstract TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}

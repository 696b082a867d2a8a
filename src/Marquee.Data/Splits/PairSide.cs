namespace Marquee.Data;

/// <summary>Where a pair of user and item goes.</summary>
internal enum PairSide : byte
{
    Train,
    Validation,
    Test,
}

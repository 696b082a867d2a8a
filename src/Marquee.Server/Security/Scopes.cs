namespace Marquee.Server;

/// <summary>What a key may do. None implies another: a key that may everything has all three.</summary>
[Flags]
public enum Scopes
{
    /// <summary>Nothing but what needs no key.</summary>
    None = 0,

    /// <summary>Ask: records, lists, models, metrics.</summary>
    Read = 1,

    /// <summary>Write and delete users, items and interactions.</summary>
    Write = 2,

    /// <summary>Choose, roll back and train models; take all data out.</summary>
    Admin = 4,

    /// <summary>All of them.</summary>
    All = Read | Write | Admin,
}

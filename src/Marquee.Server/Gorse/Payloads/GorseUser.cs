using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Marquee.Server;

/// <summary>A user as Gorse spells it; also a patch of one, where what is absent or null stays as it is.</summary>
internal sealed record GorseUser
{
    /// <summary>The id.</summary>
    [AllowNull]
    public string UserId { get; init => field = value ?? ""; } = "";

    /// <summary>Anything that Gorse takes for labels; null for none.</summary>
    public JsonElement? Labels { get; init; }

    /// <summary>Words on the user.</summary>
    public string? Comment { get; init; }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Marquee.Server;

/// <summary>An item as Gorse spells it; also a patch of one, where what is absent or null stays as it is.</summary>
internal sealed record GorseItem
{
    /// <summary>The id.</summary>
    [AllowNull]
    public string ItemId { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is never recommended.</summary>
    public bool? IsHidden { get; init; }

    /// <summary>Its categories; null for none.</summary>
    public string?[]? Categories { get; init; }

    /// <summary>When it came, in nearly any spelling; see <see cref="GorseTime"/>.</summary>
    public string? Timestamp { get; init; }

    /// <summary>Anything that Gorse takes for labels; null for none.</summary>
    public JsonElement? Labels { get; init; }

    /// <summary>Words on the item; its title, mostly.</summary>
    public string? Comment { get; init; }
}

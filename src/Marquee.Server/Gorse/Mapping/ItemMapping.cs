using System.Text.Json;
using Marquee.Data;

namespace Marquee.Server;

/// <summary>
/// Items between Gorse's spelling and ours. What Gorse does not know of an item (its people, its year) stays when Gorse's clients write it.
/// </summary>
internal static class ItemMapping
{
    private const string NoCategories = "gorse.categories";
    private const string FinerTimestamp = "gorse.timestamp";

    /// <summary>What a client is told of an item.</summary>
    public static GorseItem ToGorse(Item item) => new()
    {
        ItemId = item.Id,
        IsHidden = item.Hidden,
        Categories = item.Categories.Count > 0 ? [.. item.Categories] : item.Attributes.TryGet(NoCategories, out _) ? [] : null,
        Timestamp = item.Attributes[FinerTimestamp] ?? GorseTime.Format(item.AvailableFrom),
        Labels = LabelText.Kept(item.Attributes) ?? LabelText.OfTexts(item.Labels),
        Comment = item.Title ?? "",
    };

    /// <summary>The item after a client has written it: all that Gorse knows of it is replaced.</summary>
    /// <param name="known">What was known; null where there was no such item.</param>
    /// <param name="given">What was given.</param>
    /// <exception cref="ProblemException">It cannot be kept.</exception>
    public static Item Written(Item? known, GorseItem given) => Patched(
        known ?? new Item { Id = CheckId(given.ItemId) },
        given with { IsHidden = given.IsHidden ?? false, Timestamp = given.Timestamp ?? "", Comment = given.Comment ?? "" },
        whole: true);

    /// <summary>The item after a client has patched it: what is absent or null stays.</summary>
    /// <param name="known">What was known.</param>
    /// <param name="patch">What was given.</param>
    /// <exception cref="ProblemException">It cannot be kept.</exception>
    public static Item Patched(Item known, GorseItem patch) => Patched(known, patch, whole: false);

    /// <summary>The item with a category more.</summary>
    public static Item WithCategory(Item known, string category) =>
        known.Categories.Contains(category) ? known : WithCategories(known, [.. known.Categories, category]);

    /// <summary>The item with a category less.</summary>
    public static Item WithoutCategory(Item known, string category) => WithCategories(known, [.. known.Categories.Where(one => one != category)]);

    private static Item Patched(Item known, GorseItem given, bool whole)
    {
        var item = known;
        if (given.IsHidden is { } hidden)
        {
            item = item with { Hidden = hidden };
        }

        if (given.Comment is { } comment)
        {
            item = item with { Title = comment.Length == 0 ? null : comment };
        }

        if (given.Timestamp is { } timestamp)
        {
            item = WithTimestamp(item, timestamp);
        }

        if (whole || given.Categories is not null)
        {
            item = WithCategories(item, given.Categories);
        }

        return whole || given.Labels is not null ? WithLabels(item, given.Labels) : item;
    }

    private static Item WithTimestamp(Item item, string text)
    {
        if (!GorseTime.TryParse(text, out var time))
        {
            throw GorseProblem.BadRequest($"failed to parse datetime `{text}`");
        }

        // Stores keep milliseconds.
        var finer = time is { } moment && moment.Ticks % TimeSpan.TicksPerMillisecond != 0 ? GorseTime.Format(time) : null;
        DateTimeOffset? kept = time is { } whole ? whole.AddTicks(-(whole.Ticks % TimeSpan.TicksPerMillisecond)) : null;
        return item with { AvailableFrom = kept, Attributes = With(item.Attributes, FinerTimestamp, finer) };
    }

    private static Item WithCategories(Item item, string?[]? categories) => item with
    {
        Categories = (categories ?? []).Select(category => category ?? "").ToValueList(),
        Attributes = With(item.Attributes, NoCategories, categories is { Length: 0 } ? "[]" : null),
    };

    private static Item WithLabels(Item item, JsonElement? labels)
    {
        var before = LabelValues.Of(LabelText.Kept(item.Attributes));
        var now = LabelValues.Of(labels);
        var attributes = item.Attributes.Where(entry => !before.Attributes.ContainsKey(entry.Key) && !now.Attributes.ContainsKey(entry.Key)).Concat(now.Attributes);
        var features = item.Features
            .Where(entry => !before.Vectors.ContainsKey(entry.Key) && !now.Vectors.ContainsKey(entry.Key))
            .Concat(now.Vectors.Select(entry => KeyValuePair.Create(entry.Key, (ReadOnlyMemory<float>)entry.Value)));
        item = item with { Labels = now.Texts.ToValueList(), Attributes = new AttributeMap(attributes), Features = new FeatureMap(features) };
        var text = labels is { } given ? LabelText.Of(given) : null;
        var told = LabelText.OfTexts(item.Labels) is { } rebuilt ? LabelText.Of(rebuilt) : null;
        return item with { Attributes = With(item.Attributes, LabelText.Attribute, text == told ? null : text) };
    }

    /// <summary>The attributes with one set, or without it.</summary>
    internal static AttributeMap With(AttributeMap attributes, string name, string? value)
    {
        if (attributes[name] == value)
        {
            return attributes;
        }

        var others = attributes.Where(entry => entry.Key != name);
        return new AttributeMap(value is null ? others : others.Append(KeyValuePair.Create(name, value)));
    }

    private static string CheckId(string id) => id.Length > 0 ? id : throw GorseProblem.BadRequest("item id cannot be empty");
}

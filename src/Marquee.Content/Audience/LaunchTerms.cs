using Marquee.Data;

namespace Marquee.Content;

/// <summary>What is said of an item, as terms: tags, words of the summary, facts.</summary>
internal static class LaunchTerms
{
    private const int ShortestWord = 3;

    /// <summary>Categories and labels.</summary>
    public static IReadOnlyList<string> Tags(Item item) => [.. item.Categories.Select(category => "category:" + category), .. item.Labels.Select(label => "label:" + label)];

    /// <summary>The words of the summary, folded.</summary>
    public static IReadOnlyList<string> Summary(Item item)
    {
        if (item.Summary is not { } text)
        {
            return [];
        }

        var words = new List<string>();
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            var inside = at < text.Length && char.IsLetterOrDigit(text[at]);
            if (inside && start < 0)
            {
                start = at;
            }
            else if (!inside && start >= 0)
            {
                if (at - start >= ShortestWord)
                {
                    words.Add(text[start..at].ToLowerInvariant());
                }

                start = -1;
            }
        }

        return words;
    }

    /// <summary>Who made it, which series and franchise it belongs to, what it is based on.</summary>
    public static IReadOnlyList<string> Facts(Item item)
    {
        var facts = item.People.Select(person => "person:" + person.Name).ToList();
        foreach (var name in (ReadOnlySpan<string>)["series", "franchise", "basedOn"])
        {
            if (item.Attributes[name] is { } value)
            {
                facts.Add($"{name}:{value}");
            }
        }

        return facts;
    }
}

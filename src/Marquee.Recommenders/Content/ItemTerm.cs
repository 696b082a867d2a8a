using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>One thing that can be said of an item: a word of a text, or a value such as a category or a person's name, as its words in lower case.</summary>
/// <param name="Field">What it says.</param>
/// <param name="Text">The word, or the words with a space between them; for an attribute <c>name=words</c>.</param>
internal readonly record struct ItemTerm(ItemField Field, string Text)
{
    /// <summary>Whether the field is a text, in which a word may stand more than once and many words say nothing.</summary>
    public bool IsOfText => Field is ItemField.Title or ItemField.Summary;

    /// <summary>The words by which somebody may search for it; none for codes of countries and languages, which look like words, and for numbers of vectors.</summary>
    public string[] SearchWords => Field is ItemField.Origin or ItemField.Feature ? [] : Text[(Text.IndexOf('=') + 1)..].Split(' ');

    /// <summary>All terms of an item, those of texts as often as they stand there.</summary>
    /// <param name="item">The item.</param>
    /// <param name="options">Which fields count.</param>
    public static IEnumerable<ItemTerm> Of(Item item, ContentOptions options)
    {
        var all = Enumerable.Empty<ItemTerm>()
            .Concat(Words(item.Title).Select(word => new ItemTerm(ItemField.Title, word)))
            .Concat(Words(item.Summary).Select(word => new ItemTerm(ItemField.Summary, word)))
            .Concat(Values(ItemField.Category, item.Categories))
            .Concat(Values(ItemField.Label, item.Labels))
            .Concat(Values(ItemField.Person, item.People.Select(person => person.Name)))
            .Concat(Values(ItemField.Origin, item.Countries.Append(item.Language)))
            .Concat(Values(ItemField.Decade, [item.Year is { } year ? $"{Math.Floor(year / 10.0) * 10:0}s" : null]))
            .Concat(Values(ItemField.Kind, [item.Kind]))
            .Concat(options.AttributeNames.SelectMany(name =>
                Values(ItemField.Attribute, [item.Attributes[name]]).Select(value => value with { Text = $"{name}={value.Text}" })));
        return all.Where(term => options.WeightOf(term.Field) > 0);

        IEnumerable<string> Words(string? text) => Tokenizer.Words(text, options.Stemming);

        IEnumerable<ItemTerm> Values(ItemField field, IEnumerable<string?> values) =>
            values.Select(value => string.Join(' ', Words(value))).Where(text => text.Length > 0).Distinct().Select(text => new ItemTerm(field, text));
    }
}

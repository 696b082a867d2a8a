using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Which items are wanted: categories, labels and kinds joined by AND, OR and NOT. Immutable; equal by content.</summary>
/// <remarks>
/// As text (<see cref="Parse"/>, <see cref="ToString"/>): <c>FIELD:VALUE</c> with <c>category</c>, <c>label</c> or <c>kind</c>; a value that is not one word stands in quotation marks, in
/// which <c>\"</c> and <c>\\</c> are a mark and a backslash; <c>AND</c> (or nothing between two) binds closer than <c>OR</c>, and <c>NOT</c> closest; parentheses. Upper and lower case are the same
/// throughout. Example: <c>category:drama AND (label:heist OR label:"based on a true story") AND NOT kind:episode</c>.
/// </remarks>
public abstract record ItemFilter
{
    private ItemFilter()
    {
    }

    /// <summary>Items that have a value.</summary>
    /// <param name="field">What is looked at.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public static ItemFilter Has(FilterField field, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new Value(field, value);
    }

    /// <summary>Items of a category.</summary>
    public static ItemFilter Category(string value) => Has(FilterField.Category, value);

    /// <summary>Items with a label.</summary>
    public static ItemFilter Label(string value) => Has(FilterField.Label, value);

    /// <summary>Items of a kind.</summary>
    public static ItemFilter Kind(string value) => Has(FilterField.Kind, value);

    /// <summary>Items that each of some filters wants; all items where there are none.</summary>
    public static ItemFilter All(params IEnumerable<ItemFilter> filters) => new AllOf(filters.ToValueList());

    /// <summary>Items that at least one of some filters wants; no item where there are none.</summary>
    public static ItemFilter Any(params IEnumerable<ItemFilter> filters) => new AnyOf(filters.ToValueList());

    /// <summary>Items that a filter does not want.</summary>
    public static ItemFilter Not(ItemFilter filter) => new NoneOf(filter);

    /// <summary>Reads a filter.</summary>
    /// <param name="text">The filter as text; one without a word wants all items.</param>
    /// <exception cref="FormatException">The text is not understood, or nested deeper than <see cref="FilterReader.MostDepth"/> levels; the message says where.</exception>
    public static ItemFilter Parse(string text) => FilterReader.Read(text);

    /// <summary>The filter as text that <see cref="Parse"/> reads as one that wants the same.</summary>
    public sealed override string ToString() => Text;

    private protected abstract string Text { get; }

    /// <summary>Turns values into the sets of items that have them.</summary>
    internal abstract FilterNode Compile(FilterIndex index);

    private sealed record Value(FilterField Field, string Name) : ItemFilter
    {
        private bool IsOneWord => !Name.Any(sign => char.IsWhiteSpace(sign) || sign is '(' or ')' or '"');

        private protected override string Text =>
            $"{Field.ToString().ToLowerInvariant()}:{(IsOneWord ? Name : $"\"{Name.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"")}";

        internal override FilterNode Compile(FilterIndex index) => new MaskNode(index[Field, Name]);
    }

    private sealed record AllOf(ValueList<ItemFilter> Filters) : ItemFilter
    {
        private protected override string Text => Filters.Count == 0 ? "NOT ()" : $"({string.Join(" AND ", Filters.Select(filter => filter.Text))})";

        internal override FilterNode Compile(FilterIndex index) => new JoinedNode([.. Filters.Select(filter => filter.Compile(index))], all: true);
    }

    private sealed record AnyOf(ValueList<ItemFilter> Filters) : ItemFilter
    {
        private protected override string Text => $"({string.Join(" OR ", Filters.Select(filter => filter.Text))})";

        internal override FilterNode Compile(FilterIndex index) => new JoinedNode([.. Filters.Select(filter => filter.Compile(index))], all: false);
    }

    private sealed record NoneOf(ItemFilter Filter) : ItemFilter
    {
        private protected override string Text => $"NOT {Filter.Text}";

        internal override FilterNode Compile(FilterIndex index) => new NotNode(Filter.Compile(index));
    }
}

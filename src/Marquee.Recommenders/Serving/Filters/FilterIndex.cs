using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Which items have which category, label and kind, upper and lower case being the same. Immutable.</summary>
/// <remarks>Memory: one bit for each value and each item up to the last that has it.</remarks>
public sealed class FilterIndex
{
    private readonly MaskTable<string>[] _fields;

    /// <summary>Sorts a catalogue by each field. O(items * their values).</summary>
    /// <param name="items">The catalogue by item index.</param>
    public FilterIndex(IReadOnlyList<Item> items) =>
        _fields = Array.ConvertAll(Enum.GetValues<FilterField>(), field => new MaskTable<string>(items, ValuesOf(field), StringComparer.OrdinalIgnoreCase));

    private FilterIndex(MaskTable<string>[] fields) => _fields = fields;

    /// <summary>The items that have a value; none where no item has it.</summary>
    /// <param name="field">What is looked at.</param>
    /// <param name="value">The value.</param>
    public ItemMask this[FilterField field, string value] => _fields[(int)field][value];

    /// <summary>All values of a field that some item has, in no order.</summary>
    public IReadOnlyCollection<string> Values(FilterField field) => _fields[(int)field].Keys;

    /// <summary>The index of a changed catalogue; what did not change is shared. O(values + values of the changed items * items / 64).</summary>
    /// <param name="items">The catalogue now: as long as before, or longer.</param>
    /// <param name="changed">The items that are new or other than before.</param>
    public FilterIndex With(IReadOnlyList<Item> items, IReadOnlyCollection<int> changed) => new(Array.ConvertAll(_fields, field => field.With(items, changed)));

    private static Func<Item, IEnumerable<string>> ValuesOf(FilterField field) => field switch
    {
        FilterField.Category => item => item.Categories,
        FilterField.Label => item => item.Labels,
        _ => item => item.Kind is null ? [] : [item.Kind],
    };
}

using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>
/// Forbids items that may not be shown where the user is, <see cref="HistoryContext.Country"/>: those that name the countries they may be shown in (<see cref="ServingAttributes.AvailableIn"/>) without
/// this one, and those that name this one among the countries they must not (<see cref="ServingAttributes.NotAvailableIn"/>). Where no country is given it forbids nothing.
/// </summary>
/// <remarks>Upper and lower case are the same. O(items / 64).</remarks>
public sealed class CountryRule : ICandidateRule
{
    private readonly MaskTable<string> _allowed;
    private readonly MaskTable<string> _forbidden;
    private readonly MaskTable<bool> _limited;

    /// <summary>Notes the countries of each item. O(items * their countries).</summary>
    /// <param name="items">The catalogue by item index.</param>
    public CountryRule(IReadOnlyList<Item> items)
        : this(
            new MaskTable<string>(items, item => CountriesOf(item, ServingAttributes.AvailableIn), StringComparer.OrdinalIgnoreCase),
            new MaskTable<string>(items, item => CountriesOf(item, ServingAttributes.NotAvailableIn), StringComparer.OrdinalIgnoreCase),
            new MaskTable<bool>(items, item => CountriesOf(item, ServingAttributes.AvailableIn).Length > 0 ? [true] : []))
    {
    }

    private CountryRule(MaskTable<string> allowed, MaskTable<string> forbidden, MaskTable<bool> limited) => (_allowed, _forbidden, _limited) = (allowed, forbidden, limited);

    /// <summary>The rule of a changed catalogue. O(countries + countries of the changed items * items / 64).</summary>
    /// <param name="items">The catalogue now: as long as before, or longer.</param>
    /// <param name="changed">The items that are new or other than before.</param>
    public CountryRule With(IReadOnlyList<Item> items, IReadOnlyCollection<int> changed) =>
        new(_allowed.With(items, changed), _forbidden.With(items, changed), _limited.With(items, changed));

    /// <inheritdoc/>
    public void Apply(in History history, CandidateSet candidates)
    {
        if (history.Context.Country is { } country)
        {
            candidates.Remove(_limited[true], except: _allowed[country]);
            candidates.Remove(_forbidden[country]);
        }
    }

    private static string[] CountriesOf(Item item, string attribute) =>
        item.Attributes[attribute]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}

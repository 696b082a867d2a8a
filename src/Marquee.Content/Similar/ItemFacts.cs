using System.Globalization;
using Marquee.Data;

namespace Marquee.Content;

/// <summary>The facts that an item's own attributes state.</summary>
/// <remarks>
/// People by their role, countries, language, kind, the decade of the year, and those free-form attributes that relate items: <c>franchise</c>, <c>basedOn</c>, <c>series</c>, <c>author</c>, <c>studio</c>, and any named <c>fact:RELATION</c>, whose values are parted by
/// semicolons. Categories and labels are left to the theme.
/// </remarks>
public static class ItemFacts
{
    private const string FactPrefix = "fact:";

    private static readonly string[] Relating = ["author", "basedOn", "franchise", "series", "studio"];

    /// <summary>The facts of one item, each once.</summary>
    public static IReadOnlyList<ItemFact> Of(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var facts = new List<ItemFact>();
        facts.AddRange(item.People.Select(person => new ItemFact(item.Id, person.Role, person.Name)));
        facts.AddRange(item.Countries.Select(country => new ItemFact(item.Id, "country", country)));
        Add("language", item.Language);
        Add("kind", item.Kind);
        Add("decade", (item.Year ?? item.ReleaseDate?.Year) is { } year ? $"{(year / 10 * 10).ToString(CultureInfo.InvariantCulture)}s" : null);
        foreach (var (name, value) in item.Attributes)
        {
            if (Relating.Contains(name, StringComparer.Ordinal))
            {
                Add(name, value);
            }
            else if (name.StartsWith(FactPrefix, StringComparison.Ordinal))
            {
                foreach (var entity in value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    Add(name[FactPrefix.Length..], entity);
                }
            }
        }

        return [.. facts.Distinct()];

        void Add(string relation, string? entity)
        {
            if (!string.IsNullOrWhiteSpace(entity))
            {
                facts.Add(new ItemFact(item.Id, relation, entity));
            }
        }
    }

    /// <summary>The facts of all items of a snapshot, item by item.</summary>
    public static IEnumerable<ItemFact> Of(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.Items.SelectMany(Of);
    }
}

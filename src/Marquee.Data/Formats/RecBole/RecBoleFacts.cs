namespace Marquee.Data;

/// <summary>What a graph of facts (<c>NAME.kg</c>) says of the items that <c>NAME.link</c> connects with it: attributes <c>fact:RELATION</c>, whose values are parted by semicolons, as the graph's view of what is alike reads them.</summary>
/// <remarks>A fact that ends in an item says something of it too, under <c>fact:RELATION (inverse)</c>. Entities and relations are named as the file names them.</remarks>
internal sealed class RecBoleFacts(IDatasetSink sink) : IDatasetSink
{
    private readonly Dictionary<string, List<string>> _itemsOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, List<string>>> _facts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Add(User user) => sink.Add(user);

    /// <inheritdoc/>
    public void Add(Item item)
    {
        sink.Add(item with { Attributes = AttributesOf(item.Id, item.Attributes) });
        _facts.Remove(item.Id);
    }

    /// <inheritdoc/>
    public void Add(Interaction interaction) => sink.Add(interaction);

    /// <summary>Reads which entity each item is.</summary>
    public void ReadLinks(RowReader rows, IReadOnlyList<string> header)
    {
        var (item, entity) = (Column(rows, header, "item_id"), Column(rows, header, "entity_id"));
        var cache = new TextCache();
        while (rows.Read())
        {
            if (rows.TryId(item, cache, out var id) && rows.TryId(entity, cache, out var known))
            {
                (_itemsOf.TryGetValue(known, out var items) ? items : _itemsOf[known] = []).Add(id);
            }
        }
    }

    /// <summary>Reads the facts; those of entities that are no items are left out. O(facts).</summary>
    public void ReadFacts(RowReader rows, IReadOnlyList<string> header)
    {
        var (head, relation, tail) = (Column(rows, header, "head_id"), Column(rows, header, "relation_id"), Column(rows, header, "tail_id"));
        var cache = new TextCache();
        while (rows.Read())
        {
            if (rows.TryId(head, cache, out var from) && rows.TryId(relation, cache, out var name) && rows.TryId(tail, cache, out var to))
            {
                Note(from, name, to);
                Note(to, $"{name} (inverse)", from);
            }
        }
    }

    /// <summary>Adds the items that no file of items told of.</summary>
    public void AddOthers()
    {
        foreach (var item in _facts.Keys.Order(StringComparer.Ordinal).ToArray())
        {
            Add(new Item { Id = item });
        }
    }

    private static int Column(RowReader rows, IReadOnlyList<string> header, string name) =>
        header.ToList().IndexOf(name) is >= 0 and var column ? column : throw ReadSession.Refuse(rows.Path, $"has no column '{name}'; its columns are {TableColumns.Shown(header)}");

    private void Note(string entity, string relation, string other)
    {
        foreach (var item in _itemsOf.GetValueOrDefault(entity) ?? [])
        {
            var facts = _facts.TryGetValue(item, out var known) ? known : _facts[item] = new(StringComparer.Ordinal);
            // A semicolon would part it.
            (facts.TryGetValue(relation, out var others) ? others : facts[relation] = []).Add(other.Replace(';', ','));
        }
    }

    private AttributeMap AttributesOf(string item, AttributeMap attributes) => _facts.TryGetValue(item, out var facts)
        ? new AttributeMap([.. attributes.Where(attribute => !attribute.Key.StartsWith("fact:", StringComparison.Ordinal)), .. facts.Select(fact => KeyValuePair.Create($"fact:{fact.Key}", string.Join("; ", fact.Value.Distinct())))])
        : attributes;
}

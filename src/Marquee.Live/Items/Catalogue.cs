using Marquee.Data;

namespace Marquee.Live;

/// <summary>All items at one moment, by index. Immutable: the next change makes another one.</summary>
public sealed class Catalogue
{
    private readonly Item[] _items;
    private readonly IdTable _ids;
    private readonly Lock _making = new();
    private CatalogueRules? _rules;
    private CatalogueRules? _earlierRules;
    private HashSet<int>? _changed;

    internal Catalogue(Item[] items, IdTable ids, long version)
    {
        _items = items;
        _ids = ids;
        Version = version;
    }

    /// <summary>A later catalogue, whose rules share with those of the earlier what did not change.</summary>
    internal Catalogue(Item[] items, IdTable ids, long version, Catalogue earlier, IEnumerable<int> changed)
        : this(items, ids, version)
    {
        lock (earlier._making)
        {
            _earlierRules = earlier._rules ?? earlier._earlierRules;
            _changed = [.. earlier._changed ?? [], .. changed];
        }
    }

    /// <summary>Version of the store with the last change to an item, or of what was loaded. Two catalogues with the same version are the same.</summary>
    public long Version { get; }

    /// <summary>Items by index. One that was erased has an id that no service gives and is hidden.</summary>
    public IReadOnlyList<Item> Items => _items;

    /// <summary>Number of indices given out.</summary>
    public int Count => _items.Length;

    /// <summary>What the items say of who may see them, and when and where. Made when first asked for.</summary>
    public CatalogueRules Rules
    {
        get
        {
            if (Volatile.Read(ref _rules) is { } made)
            {
                return made;
            }

            lock (_making)
            {
                _rules ??= _earlierRules is { } earlier ? earlier.With(_items, _changed!) : new CatalogueRules(_items);
                (_earlierRules, _changed) = (null, null);
                return _rules;
            }
        }
    }

    /// <summary>An item.</summary>
    public Item this[int index] => _items[index];

    /// <summary>The index of an id, or -1 where there is no such item.</summary>
    public int IndexOf(string id) => _ids.Find(id) is var index && index < _items.Length ? index : -1;

    /// <summary>Whether the id of an index was erased.</summary>
    public bool IsErased(int index) => _items[index].Id == IdMap.Erased(index);
}

using Marquee.Data;

namespace Marquee.Live;

/// <summary>All items at one moment, by index. Immutable: the next change makes another one.</summary>
public sealed class Catalogue
{
    private readonly Item[] _items;
    private readonly IdTable _ids;

    internal Catalogue(Item[] items, IdTable ids, long version)
    {
        _items = items;
        _ids = ids;
        Version = version;
    }

    /// <summary>Version of the store with the last change to an item, or of what was loaded. Two catalogues with the same version are the same.</summary>
    public long Version { get; }

    /// <summary>Items by index. One that was erased has an id that no service gives and is hidden.</summary>
    public IReadOnlyList<Item> Items => _items;

    /// <summary>Number of indices given out.</summary>
    public int Count => _items.Length;

    /// <summary>An item.</summary>
    public Item this[int index] => _items[index];

    /// <summary>The index of an id, or -1 where there is no such item.</summary>
    public int IndexOf(string id) => _ids.Find(id) is var index && index < _items.Length ? index : -1;

    /// <summary>Whether the id of an index was erased.</summary>
    public bool IsErased(int index) => _items[index].Id == IdMap.Erased(index);
}

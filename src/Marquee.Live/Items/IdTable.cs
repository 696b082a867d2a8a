using System.Collections.Concurrent;
using Marquee.Data;

namespace Marquee.Live;

/// <summary>Ids and their indices: those of a snapshot, and what changed since. One thread changes, any number read.</summary>
internal sealed class IdTable(IdMap known)
{
    private const int Gone = -1;

    private readonly ConcurrentDictionary<string, (int Index, long Version)> _changed = new(StringComparer.Ordinal);

    /// <summary>The index of an id, or -1 where there is none.</summary>
    public int Find(string id) => _changed.TryGetValue(id, out var changed) ? changed.Index : known.IndexOf(id);

    /// <summary>Notes a new id.</summary>
    public void Add(string id, int index, long version) => _changed[id] = (index, version);

    /// <summary>Notes that an id was erased.</summary>
    public void Remove(string id, long version) => _changed[id] = (Gone, version);

    /// <summary>The same over a newer snapshot: what changed after it stays.</summary>
    public IdTable Over(IdMap newer, long version)
    {
        var table = new IdTable(newer);
        foreach (var (id, changed) in _changed)
        {
            if (changed.Version > version)
            {
                table._changed[id] = changed;
            }
        }

        return table;
    }
}

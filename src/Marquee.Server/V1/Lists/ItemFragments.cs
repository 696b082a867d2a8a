using Marquee.Data;

namespace Marquee.Server;

/// <summary>How each item begins in a list, as bytes of JSON, kept as long as the item stays as it is: id and title are escaped once, not with every answer.</summary>
internal sealed class ItemFragments
{
    private volatile Entry?[] _entries = [];

    /// <summary>The beginning of an item: an object that is still open, without a comma at its end.</summary>
    public byte[] Of(int index, Item item)
    {
        var entries = _entries;
        if (index < entries.Length && entries[index] is { } entry && ReferenceEquals(entry.Item, item))
        {
            return entry.Json;
        }

        return Add(index, item);
    }

    private byte[] Add(int index, Item item)
    {
        var json = Answering.ToBytes(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", item.Id);
            if (item.Title is { } title)
            {
                json.WriteString("title", title);
            }
        }).ToArray();
        var entries = _entries;
        if (index >= entries.Length)
        {
            // Where two grow it at once, what one of them kept is made again.
            Array.Resize(ref entries, Math.Max(index + 1, entries.Length * 2));
            _entries = entries;
        }

        entries[index] = new Entry(item, json);
        return json;
    }

    private sealed record Entry(Item Item, byte[] Json);
}

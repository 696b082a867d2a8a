using System.Runtime.InteropServices;
using Marquee.Data;

namespace Marquee.Storage;

/// <summary>Counts what is read and keeps the first of it.</summary>
internal sealed class PreviewSink : IDatasetSink
{
    /// <summary>So many users and items are told apart, at most: 16 megabytes of each.</summary>
    public const int MostCounted = 1_000_000;

    private const int MostKinds = 1_000;

    private readonly HashSet<ulong> _users = [];
    private readonly HashSet<ulong> _items = [];
    private readonly Dictionary<string, long> _kinds = new(StringComparer.Ordinal);
    private readonly List<object> _sample = [];

    public int Users => _users.Count;

    public int Items => _items.Count;

    public bool HasMore => _users.Count >= MostCounted || _items.Count >= MostCounted;

    public long Interactions { get; private set; }

    public long Records { get; private set; }

    public IReadOnlyDictionary<string, long> Kinds => _kinds;

    public DateTimeOffset? From { get; private set; }

    public DateTimeOffset? Until { get; private set; }

    public IReadOnlyList<object> Sample => _sample;

    public void Add(User user)
    {
        RecordRules.Check(user);
        Count(_users, user.Id);
        Keep(user);
    }

    public void Add(Item item)
    {
        RecordRules.Check(item);
        Count(_items, item.Id);
        Keep(item);
    }

    public void Add(Interaction interaction)
    {
        RecordRules.Check(interaction);
        Interactions++;
        Count(_users, interaction.UserId);
        if (interaction.ItemId is { } item)
        {
            Count(_items, item);
        }

        if (_kinds.Count < MostKinds || _kinds.ContainsKey(interaction.Kind))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_kinds, interaction.Kind, out _)++;
        }

        if (interaction.Time is { } time)
        {
            (From, Until) = (From < time ? From : time, Until > time ? Until : time);
        }

        Keep(interaction);
    }

    private void Keep(object record)
    {
        Records++;
        if (_sample.Count < DatasetPreview.MostRecords)
        {
            _sample.Add(record);
        }
    }

    /// <summary>Ids are told apart by 64 bits of a hash (FNV-1a): among a million, two alike are one in thirty million.</summary>
    private static void Count(HashSet<ulong> known, string id)
    {
        if (known.Count < MostCounted)
        {
            var hash = 14695981039346656037UL;
            foreach (var letter in id)
            {
                hash = (hash ^ letter) * 1099511628211UL;
            }

            known.Add(hash);
        }
    }
}

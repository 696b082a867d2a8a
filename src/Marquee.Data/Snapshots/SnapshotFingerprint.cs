using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Data;

/// <summary>Tells snapshots apart by everything that a model can learn from: each field of users, items and events, and how events are weighed.</summary>
/// <remarks>What has a length is preceded by it, so that nothing moves from one field to the next unseen. Weights of kinds that no event is of tell nothing and do not count.</remarks>
public static class SnapshotFingerprint
{
    private const int NoText = -1;

    /// <summary>SHA-256 of a snapshot, in hexadecimal. O(bytes).</summary>
    public static string Of(Snapshot snapshot)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AddTo(hash, snapshot);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Adds a snapshot to a hash of several things.</summary>
    public static void AddTo(IncrementalHash hash, Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(hash);
        ArgumentNullException.ThrowIfNull(snapshot);
        AddEvents(hash, snapshot.Events);
        AddWeighting(hash, snapshot.Weighting, snapshot.Events.KindNames);
        Add(hash, snapshot.Items.Count);
        foreach (var item in snapshot.Items)
        {
            AddItem(hash, item);
        }

        Add(hash, snapshot.Users.Count);
        foreach (var user in snapshot.Users)
        {
            Add(hash, user.Id);
            Add(hash, user.OptedOut ? 1 : 0);
            Add(hash, user.Attributes);
        }
    }

    private static void AddEvents(IncrementalHash hash, EventLog events)
    {
        Add(hash, events.Users);
        Add(hash, events.Items);
        Add(hash, events.Kinds);
        Add(hash, events.Values);
        Add(hash, events.Progress);
        Add(hash, events.Times);
        Add(hash, events.Sessions);
        for (var e = 0; e < events.Count; e++)
        {
            if (events.Text(e) is { } text)
            {
                Add(hash, e);
                Add(hash, text);
            }
        }

        Add(hash, NoText);
        AddTexts(hash, events.KindNames);
    }

    private static void AddWeighting(IncrementalHash hash, InteractionWeighting weighting, IReadOnlyList<string> kinds)
    {
        Add(hash, weighting.Binary ? 1 : 0);
        foreach (var rule in kinds.Select(weighting.RuleFor))
        {
            Add<float>(hash, [rule.Weight, rule.MinimumValue ?? float.NaN, rule.MinimumProgress ?? float.NaN]);
            Add(hash, (int)rule.Scale);
        }
    }

    private static void AddItem(IncrementalHash hash, Item item)
    {
        Add(hash, item.Id);
        Add(hash, item.Title);
        Add(hash, item.Kind);
        AddNumber(hash, item.Year);
        AddNumber(hash, item.ReleaseDate?.DayNumber);
        AddTexts(hash, item.Countries);
        Add(hash, item.Language);
        AddTexts(hash, item.Categories);
        AddTexts(hash, item.Labels);
        AddTexts(hash, [.. item.People.SelectMany(person => new[] { person.Name, person.Role })]);
        Add(hash, item.Summary);
        AddNumber(hash, item.AvailableFrom?.ToUnixTimeMilliseconds());
        AddNumber(hash, item.AvailableUntil?.ToUnixTimeMilliseconds());
        Add(hash, item.Hidden ? 1 : 0);
        Add(hash, item.Attributes);
        Add(hash, item.Features.Count);
        foreach (var (name, vector) in item.Features)
        {
            Add(hash, name);
            Add(hash, vector.Span);
        }
    }

    private static void Add(IncrementalHash hash, AttributeMap attributes) => AddTexts(hash, [.. attributes.SelectMany(attribute => new[] { attribute.Key, attribute.Value })]);

    private static void AddTexts(IncrementalHash hash, IReadOnlyList<string> texts)
    {
        Add(hash, texts.Count);
        foreach (var text in texts)
        {
            Add(hash, text);
        }
    }

    private static void Add(IncrementalHash hash, string? text)
    {
        if (text is null)
        {
            Add(hash, NoText);
            return;
        }

        Add<byte>(hash, Encoding.UTF8.GetBytes(text));
    }

    private static void AddNumber(IncrementalHash hash, long? number) => Add<long>(hash, number is { } value ? [value] : []);

    private static void Add<T>(IncrementalHash hash, ReadOnlySpan<T> numbers)
        where T : struct
    {
        Add(hash, numbers.Length);
        hash.AppendData(MemoryMarshal.AsBytes(numbers));
    }

    private static void Add(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}

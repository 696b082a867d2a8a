using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Data;

/// <summary>Tells snapshots apart by everything that a model can learn from.</summary>
public static class SnapshotFingerprint
{
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
        Add(snapshot.Events.Users);
        Add(snapshot.Events.Items);
        Add(snapshot.Events.Kinds);
        Add(snapshot.Events.Values);
        Add(snapshot.Events.Progress);
        Add(snapshot.Events.Times);
        Add(snapshot.Interactions.ByUser.Values);
        AddText(string.Join('\n', snapshot.Events.KindNames));
        foreach (var item in snapshot.Items)
        {
            AddText(string.Join('\n', [
                item.Id, item.Title, item.Kind, $"{item.Year}", item.Language, item.Summary, $"{item.Attributes}",
                .. item.Countries, "", .. item.Categories, "", .. item.Labels, "", .. item.People.Select(person => person.ToString())]));
        }

        foreach (var user in snapshot.Users)
        {
            AddText($"{user.Id}\n{user.OptedOut}\n{user.Attributes}");
        }

        void Add<T>(ReadOnlySpan<T> numbers)
            where T : struct => hash.AppendData(MemoryMarshal.AsBytes(numbers));

        void AddText(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + '\0'));
    }
}

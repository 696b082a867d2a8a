using System.Collections.Concurrent;
using Marquee.Data;

namespace Marquee.Live;

/// <summary>The kinds of interaction that were ever seen, numbered, with the rule of each. Grows; a number keeps its kind. One thread adds, any number read.</summary>
public sealed class KindTable
{
    /// <summary>Most kinds: a word that comes with an event is a kind of thing that people do, not a note on it.</summary>
    internal const int Most = 1000;

    private readonly ConcurrentDictionary<string, short> _indices = new(StringComparer.Ordinal);
    private readonly InteractionWeighting _weighting;
    private volatile Kind[] _kinds = [];

    internal KindTable(InteractionWeighting weighting)
    {
        _weighting = weighting;
        Rating = IndexOf(InteractionKinds.Rating);
        Impression = IndexOf(InteractionKinds.Impression);
        Search = IndexOf(InteractionKinds.Search);
        Watch = IndexOf(InteractionKinds.Watch);
    }

    /// <summary>How many there are; they are numbered from 0.</summary>
    public int Count => _kinds.Length;

    /// <summary>Number of <see cref="InteractionKinds.Rating"/>.</summary>
    public short Rating { get; }

    /// <summary>Number of <see cref="InteractionKinds.Impression"/>.</summary>
    public short Impression { get; }

    /// <summary>Number of <see cref="InteractionKinds.Search"/>.</summary>
    public short Search { get; }

    /// <summary>Number of <see cref="InteractionKinds.Watch"/>.</summary>
    public short Watch { get; }

    /// <summary>Whether every pair weighs 1; see <see cref="InteractionWeighting.Binary"/>.</summary>
    internal bool Binary => _weighting.Binary;

    /// <summary>The word of a number.</summary>
    public string this[short kind] => _kinds[kind].Name;

    /// <summary>The number of a word, or -1 where no interaction ever had it.</summary>
    public short Find(string name) => _indices.GetValueOrDefault(name, (short)-1);

    /// <summary>Whether the configuration names a kind; one that it does not weighs as all others do.</summary>
    internal bool IsListed(short kind) => _weighting.Kinds.ContainsKey(_kinds[kind].Name);

    internal float Weigh(in UserEvent one) => _kinds[one.Kind].Rule.Weigh(one.Value, one.Progress);

    /// <summary>The number of a word; a new one gets the next. Called by the one thread that adds.</summary>
    internal short IndexOf(string name)
    {
        if (!_indices.TryGetValue(name, out var index))
        {
            index = checked((short)_kinds.Length);
            _kinds = [.. _kinds, new Kind(name, _weighting.RuleFor(name))];
            _indices[name] = index;
        }

        return index;
    }

    private readonly record struct Kind(string Name, KindWeight Rule);
}

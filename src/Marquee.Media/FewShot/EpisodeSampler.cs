using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Draws episodes from examples of known classes: classes, then labelled examples and queries of each, none of them twice. Immutable.</summary>
public sealed class EpisodeSampler
{
    private readonly int[][] _ofClasses;
    private readonly EpisodeOptions _options;

    /// <summary>Episodes of some classes.</summary>
    /// <param name="classes">The class of each example.</param>
    /// <param name="among">The classes to draw from: those held out from training, to judge, or the others, to train.</param>
    /// <param name="options">The shape of an episode.</param>
    /// <exception cref="ArgumentException">There are fewer classes than an episode has, or a class has fewer examples than an episode takes.</exception>
    public EpisodeSampler(IReadOnlyList<int> classes, IReadOnlyCollection<int> among, EpisodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(among);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        int[] names = [.. among.Distinct().Order()];
        if (names.Length < options.Ways)
        {
            throw new ArgumentException($"An episode has {options.Ways} classes; there are {names.Length}.", nameof(among));
        }

        var examples = names.ToDictionary(name => name, _ => new List<int>());
        for (var example = 0; example < classes.Count; example++)
        {
            if (examples.TryGetValue(classes[example], out var list))
            {
                list.Add(example);
            }
        }

        foreach (var name in names)
        {
            if (examples[name].Count < options.Shots + options.Queries)
            {
                throw new ArgumentException($"An episode takes {options.Shots + options.Queries} examples of a class; class {name} has {examples[name].Count}.", nameof(classes));
            }
        }

        (_ofClasses, _options) = ([.. names.Select(name => examples[name].ToArray())], options);
    }

    /// <summary>The shape of an episode.</summary>
    public EpisodeOptions Options => _options;

    /// <summary>Draws an episode; the same generator gives the same.</summary>
    /// <param name="random">Chance of this episode.</param>
    public Episode Draw(SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int[] classes = [.. Enumerable.Range(0, _ofClasses.Length)];
        var (support, queries) = (new int[_options.Ways * _options.Shots], new int[_options.Ways * _options.Queries]);
        ChooseFirst(classes, _options.Ways, random);
        for (var way = 0; way < _options.Ways; way++)
        {
            var examples = (int[])_ofClasses[classes[way]].Clone();
            ChooseFirst(examples, _options.Shots + _options.Queries, random);
            examples.AsSpan(0, _options.Shots).CopyTo(support.AsSpan(way * _options.Shots));
            examples.AsSpan(_options.Shots, _options.Queries).CopyTo(queries.AsSpan(way * _options.Queries));
        }

        return new Episode(_options.Ways, support, queries);
    }

    /// <summary>Puts elements drawn by chance in the first places.</summary>
    private static void ChooseFirst(int[] elements, int count, SplittableRandom random)
    {
        for (var place = 0; place < count; place++)
        {
            var other = place + random.Next(elements.Length - place);
            (elements[place], elements[other]) = (elements[other], elements[place]);
        }
    }
}

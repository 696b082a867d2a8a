using System.Text.Json.Nodes;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>What a search may choose from: some options of a family, each with its range, the others fixed.</summary>
public sealed class SearchSpace
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _given;

    private SearchSpace(ModelFamily family, IReadOnlyList<KeyValuePair<string, string>> given, IReadOnlyList<SearchDimension> dimensions)
    {
        Family = family;
        _given = given;
        Dimensions = dimensions;
        Start = family.Options.Parse(given);
    }

    /// <summary>The family.</summary>
    public ModelFamily Family { get; }

    /// <summary>The options that are searched, in the order of their declaration.</summary>
    public IReadOnlyList<SearchDimension> Dimensions { get; }

    /// <summary>The options with which the search starts: the defaults but for what is given. Options that are not searched keep their values here.</summary>
    public ModelOptions Start { get; }

    /// <summary>The space of a family: its options with the ranges that they declare (see <see cref="OptionAttribute.SearchMinimum"/>).</summary>
    /// <param name="family">The family.</param>
    /// <param name="fixedOptions">Options that are given and not searched.</param>
    /// <param name="only">The options to search, the others keeping the values they start with; all that can be searched where nothing is said.</param>
    /// <param name="ranges">Other bounds than the declared ones, by name of the option.</param>
    /// <param name="start">Options to start from instead of the defaults; they are searched like any other.</param>
    /// <exception cref="OptionException">An option does not exist, has a value outside its range, is both fixed and to be searched, or cannot be searched; or none is left.</exception>
    public static SearchSpace Of(
        ModelFamily family,
        IReadOnlyList<KeyValuePair<string, string>>? fixedOptions = null,
        IReadOnlyList<string>? only = null,
        IReadOnlyDictionary<string, (double Minimum, double Maximum)>? ranges = null,
        IReadOnlyList<KeyValuePair<string, string>>? start = null)
    {
        fixedOptions ??= [];
        ranges ??= new Dictionary<string, (double, double)>();
        var options = family.Options.Options.ToArray();
        foreach (var name in (only ?? []).Concat(ranges.Keys))
        {
            if (options.All(option => option.Name != name))
            {
                throw new OptionException($"There is no option '{name}' of {family.Name} to search; its options are {string.Join(", ", options.Select(option => option.Name))}.");
            }

            if (fixedOptions.Any(assignment => assignment.Key == name))
            {
                throw new OptionException($"Option '{name}' is fixed and cannot be searched too; leave one of the two out.");
            }
        }

        if (only is { Count: > 0 } && ranges.Keys.FirstOrDefault(name => !only.Contains(name)) is { } idle)
        {
            throw new OptionException($"Option '{idle}' has a range but is not among those to search: {string.Join(", ", only)}.");
        }

        var dimensions = new List<SearchDimension>();
        foreach (var option in options.Where(option => fixedOptions.All(assignment => assignment.Key != option.Name) && (only is null or { Count: 0 } || only.Contains(option.Name))))
        {
            if (SearchDimension.Of(option, ranges.TryGetValue(option.Name, out var range) ? range : null) is { } dimension)
            {
                dimensions.Add(dimension);
            }
            else if (only is { Count: > 0 })
            {
                throw new OptionException($"Option '{option.Name}' has no range to search: it is {option.Range}. Fix it instead.");
            }
        }

        return dimensions.Count > 0
            ? new SearchSpace(family, [.. start ?? [], .. fixedOptions], dimensions)
            : throw new OptionException($"{family.Name} has no option left to search{(options.Length == 0 ? "" : $"; its options are {string.Join(", ", options.Select(option => option.Name))}")}.");
    }

    /// <summary>The options at a point.</summary>
    /// <param name="point">One place for each dimension.</param>
    /// <exception cref="OptionException">The family refuses them together.</exception>
    public ModelOptions OptionsAt(ReadOnlySpan<double> point)
    {
        var assignments = new KeyValuePair<string, string>[Dimensions.Count];
        for (var dimension = 0; dimension < assignments.Length; dimension++)
        {
            assignments[dimension] = KeyValuePair.Create(Dimensions[dimension].Name, Dimensions[dimension].TextAt(point[dimension]));
        }

        return Family.Options.Parse([.. _given, .. assignments]);
    }

    /// <summary>The options at a point; nothing where the family refuses them together, though each lies in its range.</summary>
    /// <param name="point">One place for each dimension.</param>
    public ModelOptions? TryOptionsAt(ReadOnlySpan<double> point)
    {
        try
        {
            return OptionsAt(point);
        }
        catch (OptionException)
        {
            return null;
        }
    }

    /// <summary>The point at which some options lie.</summary>
    public double[] PointOf(ModelOptions options)
    {
        var texts = TextsOf(options);
        return [.. Dimensions.Select((dimension, index) => dimension.PlaceOf(texts[index]))];
    }

    /// <summary>The values of the options that are searched, as they would be written after <c>--set</c>.</summary>
    public IReadOnlyList<string> TextsOf(ModelOptions options)
    {
        var json = Family.Options.ToJson(options);
        return [.. Dimensions.Select(dimension => json[dimension.Name]!.ToString())];
    }

    /// <summary>A point drawn evenly from the whole space.</summary>
    /// <param name="random">Where chance comes from.</param>
    public double[] Draw(Numerics.SplittableRandom random) =>
        [.. Dimensions.Select(dimension => dimension.Words.Count > 0 ? random.Next(dimension.Words.Count) : random.NextDouble())];

    /// <summary>The space for the head of a study's file.</summary>
    public JsonObject ToJson() => new(Dimensions.Select(dimension => KeyValuePair.Create(dimension.Name, (JsonNode?)dimension.ToJson())));
}

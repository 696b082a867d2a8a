using System.Text.Json.Nodes;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>What a search may choose from: some options of a family of models, or of something else that is trained, each with its range, the others fixed.</summary>
public sealed class SearchSpace
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _given;

    private SearchSpace(string name, OptionSchema options, IReadOnlyList<KeyValuePair<string, string>> given, IReadOnlyList<SearchDimension> dimensions)
    {
        Name = name;
        Options = options;
        _given = given;
        Dimensions = dimensions;
        Start = options.Parse(given);
    }

    /// <summary>Whose options they are: the name of a family, or of what else is trained.</summary>
    public string Name { get; }

    /// <summary>All options, searched or not.</summary>
    public OptionSchema Options { get; }

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
    /// <param name="values">The only values to try, by name of the option. The search starts with the first of them where it would start with none.</param>
    /// <exception cref="OptionException">An option does not exist, has a value outside its range, is both fixed and to be searched, or cannot be searched; or none is left.</exception>
    public static SearchSpace Of(
        ModelFamily family,
        IReadOnlyList<KeyValuePair<string, string>>? fixedOptions = null,
        IReadOnlyList<string>? only = null,
        IReadOnlyDictionary<string, (double Minimum, double Maximum)>? ranges = null,
        IReadOnlyList<KeyValuePair<string, string>>? start = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? values = null) => Of(family.Name, family.Options, fixedOptions, only, ranges, start, values);

    /// <summary>The space of any options, like that of a family.</summary>
    /// <param name="name">Whose options they are.</param>
    /// <param name="schema">The options.</param>
    /// <param name="fixedOptions">Options that are given and not searched.</param>
    /// <param name="only">The options to search; all that can be searched where nothing is said.</param>
    /// <param name="ranges">Other bounds than the declared ones, by name of the option.</param>
    /// <param name="start">Options to start from instead of the defaults.</param>
    /// <param name="values">The only values to try, by name of the option.</param>
    /// <exception cref="OptionException">An option does not exist, has a value outside its range, is both fixed and to be searched, or cannot be searched; or none is left.</exception>
    public static SearchSpace Of(
        string name,
        OptionSchema schema,
        IReadOnlyList<KeyValuePair<string, string>>? fixedOptions = null,
        IReadOnlyList<string>? only = null,
        IReadOnlyDictionary<string, (double Minimum, double Maximum)>? ranges = null,
        IReadOnlyList<KeyValuePair<string, string>>? start = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? values = null)
    {
        fixedOptions ??= [];
        ranges ??= new Dictionary<string, (double, double)>();
        values ??= new Dictionary<string, IReadOnlyList<string>>();
        var options = schema.Options.ToArray();
        foreach (var wanted in (only ?? []).Concat(ranges.Keys).Concat(values.Keys))
        {
            if (options.All(option => option.Name != wanted))
            {
                throw new OptionException($"There is no option '{wanted}' of {name} to search; its options are {string.Join(", ", options.Select(option => option.Name))}.");
            }

            if (fixedOptions.Any(assignment => assignment.Key == wanted))
            {
                throw new OptionException($"Option '{wanted}' is fixed and cannot be searched too; leave one of the two out.");
            }
        }

        if (only is { Count: > 0 } && ranges.Keys.Concat(values.Keys).FirstOrDefault(named => !only.Contains(named)) is { } idle)
        {
            throw new OptionException($"Option '{idle}' has {(values.ContainsKey(idle) ? "values" : "a range")} but is not among those to search: {string.Join(", ", only)}.");
        }

        if (ranges.Keys.FirstOrDefault(values.ContainsKey) is { } twice)
        {
            throw new OptionException($"Option '{twice}' has a range and values to try; leave one of the two out.");
        }

        List<KeyValuePair<string, string>> given = [.. start ?? [], .. fixedOptions];
        var dimensions = new List<SearchDimension>();
        foreach (var option in options.Where(option => fixedOptions.All(assignment => assignment.Key != option.Name) && (only is null or { Count: 0 } || only.Contains(option.Name))))
        {
            if (values.TryGetValue(option.Name, out var listed))
            {
                var dimension = SearchDimension.Of(option, [.. listed.Select(value => Written(schema, option.Name, value))]);
                dimensions.Add(dimension);
                if (!dimension.Words.Contains(Written(schema, option.Name, given.LastOrDefault(assignment => assignment.Key == option.Name).Value ?? option.DefaultText)))
                {
                    given.Add(KeyValuePair.Create(option.Name, dimension.Words[0]));
                }
            }
            else if (SearchDimension.Of(option, ranges.TryGetValue(option.Name, out var range) ? range : null) is { } dimension)
            {
                dimensions.Add(dimension);
            }
            else if (only is { Count: > 0 })
            {
                throw new OptionException($"Option '{option.Name}' has no range to search: it is {option.Range}. Fix it, or name the values to try.");
            }
        }

        return dimensions.Count > 0
            ? new SearchSpace(name, schema, given, dimensions)
            : throw new OptionException($"{name} has no option left to search{(options.Length == 0 ? "" : $"; its options are {string.Join(", ", options.Select(option => option.Name))}")}.");
    }

    /// <summary>The options at a point.</summary>
    /// <param name="point">One place for each dimension.</param>
    /// <exception cref="OptionException">They do not go together.</exception>
    public ModelOptions OptionsAt(ReadOnlySpan<double> point)
    {
        var assignments = new KeyValuePair<string, string>[Dimensions.Count];
        for (var dimension = 0; dimension < assignments.Length; dimension++)
        {
            assignments[dimension] = KeyValuePair.Create(Dimensions[dimension].Name, Dimensions[dimension].TextAt(point[dimension]));
        }

        return Options.Parse([.. _given, .. assignments]);
    }

    /// <summary>The options at a point; nothing where they do not go together, though each lies in its range.</summary>
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
        var json = Options.ToJson(options);
        return [.. Dimensions.Select(dimension => json[dimension.Name]!.ToString())];
    }

    /// <summary>A point drawn evenly from the whole space.</summary>
    /// <param name="random">Where chance comes from.</param>
    public double[] Draw(Numerics.SplittableRandom random) =>
        [.. Dimensions.Select(dimension => dimension.Words.Count > 0 ? random.Next(dimension.Words.Count) : random.NextDouble())];

    /// <summary>A value as options write it, so that 0.10 and 0.1 are one.</summary>
    private static string Written(OptionSchema schema, string option, string value) => schema.ToJson(schema.Parse([KeyValuePair.Create(option, value)]))[option]!.ToString();

    /// <summary>The space for the head of a study's file.</summary>
    public JsonObject ToJson() => new(Dimensions.Select(dimension => KeyValuePair.Create(dimension.Name, (JsonNode?)dimension.ToJson())));
}

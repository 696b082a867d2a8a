using System.Globalization;
using System.Text.Json.Nodes;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>One option as a search sees it: a number between two bounds, or one of some words.</summary>
/// <remarks>
/// The place of a number is 0 at its lower and 1 at its upper bound, by differences or, where the option is logarithmic, by factors; a whole number has the room from half below it to half above it, so that all are
/// equally near. The place of a word is its index. Numbers that are not whole are tried with four significant digits, which a person can read and no model can tell from more.
/// </remarks>
public sealed class SearchDimension
{
    private const string Readable = "G4";

    private readonly double _low;
    private readonly double _high;

    private SearchDimension(string name, IReadOnlyList<string> words)
    {
        Name = name;
        Words = words;
    }

    private SearchDimension(string name, double minimum, double maximum, bool isLogarithmic, bool isWhole)
        : this(name, [])
    {
        (Minimum, Maximum, IsLogarithmic, IsWhole) = (minimum, maximum, isLogarithmic, isWhole);
        var margin = isWhole ? 0.5 : 0;
        (_low, _high) = (Scale(minimum - margin), Scale(maximum + margin));
    }

    /// <summary>The option's name.</summary>
    public string Name { get; }

    /// <summary>What may be chosen; empty for a number.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Smallest number that is tried.</summary>
    public double Minimum { get; }

    /// <summary>Largest number that is tried.</summary>
    public double Maximum { get; }

    /// <summary>Whether numbers are spread by factors.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>Whether only whole numbers are tried.</summary>
    public bool IsWhole { get; }

    /// <summary>How many values there are; nothing where they are too many to count.</summary>
    public long? Count => Words.Count > 0 ? Words.Count : IsWhole ? (long)Maximum - (long)Minimum + 1 : null;

    /// <summary>The dimension of an option; nothing where it cannot be searched: it is a text, or a number without bounds.</summary>
    /// <param name="option">The option.</param>
    /// <param name="range">Bounds to search between instead of those that the option declares.</param>
    /// <exception cref="OptionException">The option is no number, or the range is empty, lies outside the allowed values or reaches down to 0 where numbers are spread by factors.</exception>
    public static SearchDimension? Of(OptionDescription option, (double Minimum, double Maximum)? range = null)
    {
        var isWhole = option.Type == typeof(int);
        if (!isWhole && option.Type != typeof(float) && option.Type != typeof(double))
        {
            return range is not null ? throw new OptionException($"Option '{option.Name}' is no number and has no range; it is {option.Range}.")
                : option.Type == typeof(bool) ? new SearchDimension(option.Name, ["false", "true"])
                : option.Type.IsEnum ? new SearchDimension(option.Name, option.Words)
                : null;
        }

        var attribute = option.Attribute;
        var (minimum, maximum) = range ?? (Or(attribute.SearchMinimum, attribute.Minimum), Or(attribute.SearchMaximum, attribute.Maximum));
        if (range is not null && !(minimum < maximum && minimum >= attribute.Minimum && maximum <= attribute.Maximum && (minimum > 0 || !attribute.Logarithmic)))
        {
            throw new OptionException(
                $"Option '{option.Name}' cannot be searched from {Text(minimum)} to {Text(maximum)}; it is {option.Range}{(attribute.Logarithmic ? ", searched by factors and so above 0" : "")}, the larger bound last.");
        }

        return double.IsFinite(minimum) && double.IsFinite(maximum)
            ? new SearchDimension(option.Name, minimum, maximum, attribute.Logarithmic, isWhole)
            : null;

        static double Or(double wanted, double otherwise) => double.IsNaN(wanted) ? otherwise : wanted;
    }

    /// <summary>The dimension of an option of which these values alone are tried, whatever its type.</summary>
    /// <param name="option">The option.</param>
    /// <param name="values">The values, as they would be written after <c>--set name=</c>.</param>
    /// <exception cref="OptionException">There are not two of them, or one stands there twice.</exception>
    public static SearchDimension Of(OptionDescription option, IReadOnlyList<string> values) =>
        values.Count < 2 ? throw new OptionException($"Option '{option.Name}' has {(values.Count == 0 ? "no value" : "one value")} to try; fix it instead, or name two at least.")
            : values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice ? throw new OptionException($"Option '{option.Name}' is to be tried with {twice.Key} twice.")
            : new SearchDimension(option.Name, values);

    /// <summary>The value at a place, as it would be written after <c>--set name=</c>.</summary>
    public string TextAt(double place)
    {
        if (Words.Count > 0)
        {
            return Words[(int)place];
        }

        var scaled = _low + (place * (_high - _low));
        var number = Math.Clamp(IsLogarithmic ? Math.Exp(scaled) : scaled, Minimum, Maximum);
        if (IsWhole)
        {
            return Text(Math.Round(number));
        }

        // Rounding may step over a bound.
        var rounded = double.Parse(number.ToString(Readable, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Text(Math.Clamp(rounded, Minimum, Maximum));
    }

    /// <summary>The place of a value, that of the nearest bound where it lies outside.</summary>
    public double PlaceOf(string text)
    {
        if (Words.Count > 0)
        {
            return Words.Index().First(word => word.Item == text).Index;
        }

        var number = Math.Clamp(double.Parse(text, CultureInfo.InvariantCulture), Minimum, Maximum);
        return (Scale(number) - _low) / (_high - _low);
    }

    /// <summary>The dimension for the head of a study's file.</summary>
    public JsonNode ToJson()
    {
        if (Words.Count > 0)
        {
            return new JsonArray([.. Words.Select(word => (JsonNode)word)]);
        }

        var json = new JsonObject { ["from"] = Minimum, ["to"] = Maximum };
        if (IsLogarithmic)
        {
            json["logarithmic"] = true;
        }

        return json;
    }

    private double Scale(double number) => IsLogarithmic ? Math.Log(number) : number;

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}

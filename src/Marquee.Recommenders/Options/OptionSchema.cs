using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marquee.Recommenders;

/// <summary>Everything that can be done with the options of a family by looking at their type: describe, parse, validate, write.</summary>
/// <remarks>Options are properties of type <see cref="int"/>, <see cref="float"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="string"/> or an enum, with an <see cref="OptionAttribute"/>.</remarks>
public sealed class OptionSchema
{
    // Without thousands separators, with which 0,05 would be 5.
    private const NumberStyles Decimal = NumberStyles.Float;

    private readonly Type _type;
    private readonly (PropertyInfo Property, OptionDescription Description)[] _options;

    /// <summary>Reads the properties of an options record.</summary>
    /// <param name="defaults">An instance with every default.</param>
    public OptionSchema(ModelOptions defaults)
    {
        _type = defaults.GetType();
        Defaults = defaults;
        _options = [.. _type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (property, attribute: property.GetCustomAttribute<OptionAttribute>()))
            .Where(pair => pair.attribute is not null)
            .Select(pair => (pair.property, new OptionDescription(
                JsonNamingPolicy.CamelCase.ConvertName(pair.property.Name), pair.property.PropertyType, pair.property.GetValue(defaults)!, pair.attribute!)))];
    }

    /// <summary>The options as they are when nothing is set.</summary>
    public ModelOptions Defaults { get; }

    /// <summary>All options in the order of their declaration.</summary>
    public IEnumerable<OptionDescription> Options => _options.Select(option => option.Description);

    /// <summary>Defaults with some values replaced, from text as after <c>--set name=value</c>.</summary>
    /// <exception cref="OptionException">A name is unknown, or a value cannot be read or lies outside its range.</exception>
    public ModelOptions Parse(IEnumerable<KeyValuePair<string, string>> assignments)
    {
        var result = Copy(Defaults);
        foreach (var (name, text) in assignments)
        {
            var (property, description) = Find(name);
            property.SetValue(result, ParseValue(description, text));
        }

        return Validate(result);
    }

    /// <summary>Reads a JSON object; options that are not in it keep their defaults.</summary>
    /// <exception cref="OptionException">A name is unknown, or a value cannot be read or lies outside its range.</exception>
    public ModelOptions FromJson(JsonObject json) =>
        Parse(json.Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.ToString() ?? string.Empty)));

    /// <summary>All options as a JSON object; <see cref="FromJson"/> gives equal options back.</summary>
    public JsonObject ToJson(ModelOptions options)
    {
        var json = new JsonObject();
        foreach (var (property, description) in _options)
        {
            json[description.Name] = property.GetValue(options) switch
            {
                int number => JsonValue.Create(number),
                float number => JsonValue.Create(number),
                double number => JsonValue.Create(number),
                bool flag => JsonValue.Create(flag),
                string text => JsonValue.Create(text),
                Enum word => JsonValue.Create(Word(word)),
                var other => throw new NotSupportedException($"Option '{description.Name}' has type {other?.GetType()}."),
            };
        }

        return json;
    }

    /// <summary>Gives the options back if every value lies in its range.</summary>
    /// <exception cref="OptionException">A value lies outside its range.</exception>
    public ModelOptions Validate(ModelOptions options)
    {
        if (options.GetType() != _type)
        {
            throw new OptionException($"These are {options.GetType().Name}; {_type.Name} are needed.");
        }

        foreach (var (property, description) in _options)
        {
            var value = property.GetValue(options)!;
            if (!IsInRange(value, description.Attribute))
            {
                throw new OptionException($"Option '{description.Name}' is {DescribeValue(value)}; it must be {description.Range}.");
            }
        }

        options.Check();
        return options;
    }

    private static bool IsInRange(object value, OptionAttribute range) => value switch
    {
        Enum => Enum.IsDefined(value.GetType(), value),
        bool or string => true,
        int number => number >= range.Minimum && number <= range.Maximum,
        // 0.1f is a little more than 0.1: a bound must be rounded as the value was.
        float number => float.IsFinite(number) && number >= (float)range.Minimum && number <= (float)range.Maximum,
        double number => double.IsFinite(number) && number >= range.Minimum && number <= range.Maximum,
        _ => throw new NotSupportedException($"An option cannot be of type {value.GetType()}."),
    };

    /// <summary>Splits <c>name=value</c> words.</summary>
    /// <param name="words">The words.</param>
    /// <param name="example">What a word should look like, for the message.</param>
    /// <exception cref="OptionException">A word has no name before an equals sign.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Assignments(IEnumerable<string> words, string example = "NAME=VALUE, such as factors=64") =>
        words.Select(word => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? KeyValuePair.Create(word[..at], word[(at + 1)..])
            : throw new OptionException($"'{word}' is not understood; write {example}."));

    internal static string DescribeRange(OptionDescription option)
    {
        if (option.Type == typeof(bool))
        {
            return "true or false";
        }

        if (option.Type == typeof(string))
        {
            return option.Attribute.Form ?? "a text";
        }

        if (option.Type.IsEnum)
        {
            var words = Enum.GetValues(option.Type).Cast<Enum>().Select(Word).ToArray();
            return words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}";
        }

        var kind = option.Type == typeof(int) ? "a whole number" : "a number";
        return (double.IsNegativeInfinity(option.Attribute.Minimum), double.IsPositiveInfinity(option.Attribute.Maximum)) switch
        {
            (true, true) => kind,
            (false, true) => $"{kind} from {Plain(option.Attribute.Minimum)} on",
            (true, false) => $"{kind} up to {Plain(option.Attribute.Maximum)}",
            _ => $"{kind} from {Plain(option.Attribute.Minimum)} to {Plain(option.Attribute.Maximum)}",
        };
    }

    // A person reads 0.000001 more easily than 1E-06.
    private static string Plain(double number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static object ParseValue(OptionDescription option, string text)
    {
        var type = option.Type;
        if (type == typeof(string))
        {
            return text;
        }

        if (type == typeof(int) && int.TryParse(text, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        if (type == typeof(float) && float.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var single))
        {
            return single;
        }

        if (type == typeof(double) && double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        if (type == typeof(bool) && bool.TryParse(text, out var flag))
        {
            return flag;
        }

        if (type.IsEnum && Enum.GetValues(type).Cast<Enum>().FirstOrDefault(word => Word(word) == text) is { } found)
        {
            return found;
        }

        throw new OptionException($"Option '{option.Name}' is '{text}'; it must be {option.Range}.");
    }

    internal static string DescribeValue(object value) => value switch
    {
        Enum word => Word(word),
        bool flag => flag ? "true" : "false",
        var number => Convert.ToString(number, CultureInfo.InvariantCulture)!,
    };

    private static string Word(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static ModelOptions Copy(ModelOptions options) => options with { };

    private (PropertyInfo Property, OptionDescription Description) Find(string name)
    {
        foreach (var option in _options)
        {
            if (option.Description.Name == name)
            {
                return option;
            }
        }

        throw new OptionException(
            _options.Length == 0
                ? $"There is no option '{name}': this model has none."
                : $"There is no option '{name}'; the options are {string.Join(", ", _options.Select(option => option.Description.Name))}.");
    }
}

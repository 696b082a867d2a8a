using System.Globalization;
using Marquee.Data;
using Microsoft.AspNetCore.WebUtilities;

namespace Marquee.Server;

/// <summary>The parameters of a request's query. One that the route does not know is refused: a spelling mistake changes no answer silently.</summary>
internal sealed class QueryValues
{
    private readonly List<(string Name, string Value)> _values = [];

    private QueryValues()
    {
    }

    /// <summary>Reads the query.</summary>
    /// <param name="context">The request.</param>
    /// <param name="known">What the route knows.</param>
    /// <exception cref="ProblemException">There is a parameter that the route does not know.</exception>
    public static QueryValues Read(HttpContext context, QueryParameter[] known)
    {
        var values = new QueryValues();
        foreach (var pair in new QueryStringEnumerable(context.Request.QueryString.Value))
        {
            var name = Find(known, pair.DecodeName().Span)
                ?? throw Refuse(
                    known.Length == 0 ? "This route takes no parameters in its query." : $"There is no parameter of this name; there are: {string.Join(", ", known.Select(parameter => parameter.Name))}.",
                    pair.DecodeName().ToString());
            values._values.Add((name, pair.DecodeValue().ToString()));
        }

        return values;
    }

    /// <summary>The names that were given, in their order.</summary>
    public IReadOnlyList<(string Name, string Value)> All => _values;

    /// <summary>A text; null where it is not given.</summary>
    public string? Text(string name)
    {
        string? found = null;
        foreach (var (key, value) in _values)
        {
            if (key == name)
            {
                found = found is null ? value : throw Refuse($"'{name}' is given twice.", name);
            }
        }

        return found is { Length: 0 } ? throw Refuse($"'{name}' is empty; leave it out, or give it a value.", name) : found;
    }

    /// <summary>Texts: the parameter as often as it is given, each with commas between several.</summary>
    public ValueList<string> Texts(string name)
    {
        List<string>? found = null;
        foreach (var (key, value) in _values)
        {
            if (key == name)
            {
                (found ??= []).AddRange(value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            }
        }

        return found is null ? [] : found.ToValueList();
    }

    /// <summary>A whole number.</summary>
    public int? Whole(string name, int least, int most) =>
        Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value
        : throw Refuse($"'{name}' is '{Shortened(text)}'; it should be a whole number from {least} to {most}.", name);

    /// <summary>A share.</summary>
    public float? Share(string name) =>
        Text(name) is not { } text ? null
        : float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1 ? value
        : throw Refuse($"'{name}' is '{Shortened(text)}'; it should be a number from 0 to 1.", name);

    /// <summary>A truth value.</summary>
    public bool Flag(string name) => Text(name) switch
    {
        null or "false" => false,
        "true" => true,
        var text => throw Refuse($"'{name}' is '{Shortened(text)}'; it should be true or false.", name),
    };

    /// <summary>One of some words.</summary>
    public string? Word(string name, params ReadOnlySpan<string> words)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return words.Contains(text) ? text : throw Refuse($"'{name}' is '{Shortened(text)}'; it should be one of: {string.Join(", ", words!)}.", name);
    }

    /// <summary>A problem with a parameter.</summary>
    public static ProblemException Refuse(string detail, string name) => new(Problem.BadRequest(detail, Shortened(name)));

    private static string? Find(QueryParameter[] known, ReadOnlySpan<char> name)
    {
        foreach (var parameter in known)
        {
            if (name.SequenceEqual(parameter.Name))
            {
                return parameter.Name;
            }
        }

        return null;
    }

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "...";
}

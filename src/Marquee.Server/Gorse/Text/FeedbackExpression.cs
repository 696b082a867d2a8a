using System.Globalization;
using System.Text.RegularExpressions;

namespace Marquee.Server;

/// <summary>A kind of feedback, and a bound on its value where one is given: <c>star</c>, <c>star&gt;=4</c>.</summary>
internal sealed partial class FeedbackExpression
{
    private readonly string _comparison;
    private readonly double _bound;

    private FeedbackExpression(string type, string comparison, double bound) => (Type, _comparison, _bound) = (type, comparison, bound);

    /// <summary>The kind.</summary>
    public string Type { get; }

    /// <summary>Reads an expression. What is none is the name of a kind as it stands, since kinds may hold any character.</summary>
    public static FeedbackExpression Parse(string text) =>
        Shape().Match(text) is { Success: true } match && double.TryParse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture, out var bound)
            ? new FeedbackExpression(match.Groups[1].Value, match.Groups[2].Value, bound)
            : new FeedbackExpression(text, "", 0);

    /// <summary>Whether a feedback of this kind is meant.</summary>
    public bool Includes(double value) => _comparison switch
    {
        "<" => value < _bound,
        "<=" => value <= _bound,
        ">" => value > _bound,
        ">=" => value >= _bound,
        _ => true,
    };

    [GeneratedRegex(@"^([a-zA-Z][a-zA-Z0-9_]*)(<=|>=|<|>|=)([0-9]*\.?[0-9]*)$")]
    private static partial Regex Shape();
}

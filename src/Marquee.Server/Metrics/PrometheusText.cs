using System.Globalization;
using System.Text;

namespace Marquee.Server;

/// <summary>Puts together what Prometheus reads (text format 0.0.4).</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Begins a family of samples.</summary>
    public void Begin(string name, string type, string help) =>
        _text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n')
            .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    /// <summary>One sample.</summary>
    public void Sample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>A label and its value.</summary>
    public static string Label(string name, string value) =>
        $"{Word(name)}=\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"";

    /// <summary>The name of an instrument as Prometheus writes it: the unit behind, and <c>total</c> behind counters.</summary>
    public static string NameOf(string name, string? unit, bool isCounter)
    {
        var suffix = unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        var word = Word(name);
        word = suffix.Length > 0 && !word.EndsWith(suffix, StringComparison.Ordinal) ? word + suffix : word;
        return isCounter ? word + "_total" : word;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Word(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
}

using System.Collections.Frozen;
using System.Globalization;

namespace Marquee.Recommenders;

/// <summary>What the words of common rating systems mean as the least age of who may see an item alone.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>age</term><description>words</description></listheader>
/// <item><term>0</term><description>G, TV-G, TV-Y, U, TP, AL, L, E, ALL, APPROVED</description></item>
/// <item><term>7</term><description>TV-Y7, TV-Y7-FV</description></item>
/// <item><term>10</term><description>PG, TV-PG (some of it may not suit a child who watches alone)</description></item>
/// <item><term>12</term><description>12A, UA</description></item>
/// <item><term>13</term><description>PG-13</description></item>
/// <item><term>14</term><description>TV-14</description></item>
/// <item><term>15</term><description>M, MA, MA15+</description></item>
/// <item><term>17</term><description>R, TV-MA</description></item>
/// <item><term>18</term><description>NC-17 (nobody of 17 and under), X, R18, R18+, A</description></item>
/// <item><term>the number</term><description>0 to 99, also as <c>12+</c> or <c>-12</c>, or behind FSK, USK, PEGI, BBFC, SPIO or CNC: <c>FSK 16</c>, <c>FSK16</c>, <c>FSK-16</c></description></item>
/// </list>
/// Upper and lower case are the same. Other words, such as <c>NR</c> and <c>unrated</c>, say nothing.
/// </remarks>
public static class MaturityRatings
{
    private static readonly FrozenDictionary<string, int> Ages = new (int Age, string[] Words)[]
    {
        (0, ["G", "TV-G", "TV-Y", "U", "TP", "AL", "L", "E", "ALL", "APPROVED"]),
        (7, ["TV-Y7", "TV-Y7-FV"]),
        (10, ["PG", "TV-PG"]),
        (12, ["12A", "UA"]),
        (13, ["PG-13"]),
        (14, ["TV-14"]),
        (15, ["M", "MA", "MA15+"]),
        (17, ["R", "TV-MA"]),
        (18, ["NC-17", "X", "R18", "R18+", "A"]),
    }.SelectMany(row => row.Words, (row, word) => KeyValuePair.Create(word, row.Age)).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Systems = ["FSK", "USK", "PEGI", "BBFC", "SPIO", "CNC"];

    /// <summary>The least age that a rating stands for; none where it says nothing.</summary>
    /// <param name="rating">A number of years, a word of the table above, or nothing.</param>
    public static int? AgeOf(string? rating)
    {
        var text = rating.AsSpan().Trim();
        if (Ages.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var age))
        {
            return age;
        }

        foreach (var system in Systems)
        {
            if (text.StartsWith(system, StringComparison.OrdinalIgnoreCase))
            {
                text = text[system.Length..].Trim();
                break;
            }
        }

        var digits = text.StartsWith("-") ? text[1..] : text.EndsWith("+") ? text[..^1] : text;
        return digits.Length <= 2 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

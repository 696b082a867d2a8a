using System.Text;

namespace Marquee.Cli.Tests;

/// <summary>Reads CSV as RFC 4180 says, without the product's own reader.</summary>
internal static class CsvText
{
    public static IReadOnlyList<string[]> Parse(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"' when isQuoted && at + 1 < text.Length && text[at + 1] == '"':
                    field.Append(text[at++]);
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    EndField();
                    break;
                case '\n' when !isQuoted:
                    EndField();
                    rows.Add([.. row]);
                    row.Clear();
                    break;
                default:
                    field.Append(text[at]);
                    break;
            }
        }

        (isQuoted || field.Length > 0 || row.Count > 0).ShouldBeFalse("the text ends inside a row");
        return rows;

        void EndField()
        {
            row.Add(field.ToString());
            field.Clear();
        }
    }
}

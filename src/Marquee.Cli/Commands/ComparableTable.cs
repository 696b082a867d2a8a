using System.Globalization;
using System.Text.Json.Nodes;
using Marquee.Content;
using Marquee.Data;

namespace Marquee.Cli.Commands;

/// <summary>The items that are like one by what is known of them, as a table or as JSON.</summary>
internal static class ComparableTable
{
    private const int ReasonsShown = 4;

    /// <summary>Reads weights such as <c>audience=2</c>; those not given are as by default.</summary>
    public static SimilarWeights WeightsOf(IEnumerable<string> given)
    {
        var weights = new SimilarWeights();
        foreach (var text in given)
        {
            var parts = text.Split('=');
            if (parts.Length != 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) || !(weight >= 0) || !double.IsFinite(weight))
            {
                throw new CommandException($"'{text}' is no weight: a view and a number from 0 on are expected, such as audience=2.");
            }

            weights = parts[0].ToLowerInvariant() switch
            {
                "theme" => weights with { Theme = weight },
                "audience" => weights with { Audience = weight },
                "graph" => weights with { Graph = weight },
                "text" => weights with { Text = weight },
                _ => throw new CommandException($"There is no view '{parts[0]}' in the blend; there are theme, audience, graph and text."),
            };
        }

        return weights is { Theme: 0, Audience: 0, Graph: 0, Text: 0 } ? throw new CommandException("At least one view must have a weight above 0.") : weights;
    }

    /// <summary>Finds and prints.</summary>
    public static int Print(Terminal terminal, Snapshot snapshot, int asked, SimilarView view, SimilarWeights weights, int count, bool why, bool json)
    {
        var similar = ComparableItems.Of(snapshot).Find(asked, view, count, weights);
        if (json)
        {
            terminal.OutputWriter.WriteLine(ToJson(snapshot, asked, view, similar).ToJsonString(JsonOutput.Indented));
            return CommandHost.Done;
        }

        terminal.Line($"Like {ItemText.Title(snapshot.Items[asked])} by {view.ToString().ToLowerInvariant()}");
        if (similar.Count == 0)
        {
            terminal.Line("Nothing: it shares nothing with any other item.");
            return CommandHost.Done;
        }

        var table = new TextTable().Numbers("#").Words("item").Words("what it is");
        if (why)
        {
            table.Words("alike in");
        }

        table.Numbers("score");
        for (var rank = 0; rank < similar.Count; rank++)
        {
            var other = snapshot.Items[similar[rank].Item];
            string[] facts = [$"{rank + 1}", ItemText.Title(other), ItemText.Facts(other)];
            var score = similar[rank].Score.ToString("0.000", CultureInfo.InvariantCulture);
            var reasons = string.Join(", ", similar[rank].Reasons.Take(ReasonsShown).Select(InWords));
            var more = similar[rank].Reasons.Count - ReasonsShown;
            table.Row(why ? [.. facts, Printable.Markup(more > 0 ? $"{reasons} and {more} more" : reasons), score] : [.. facts, score]);
        }

        terminal.Write(table);
        return CommandHost.Done;
    }

    private static string InWords(SimilarReason reason)
    {
        var part = reason.Contribution.ToString("0.000", CultureInfo.InvariantCulture);
        return reason.Kind switch
        {
            "viewers" => $"{reason.Value} viewers {part}",
            "label" or "category" or "person" or "word" => $"{reason.Value} {part}",
            _ => $"{reason.Kind} {reason.Value} {part}",
        };
    }

    private static JsonObject ToJson(Snapshot snapshot, int asked, SimilarView view, IReadOnlyList<SimilarItem> similar) => new()
    {
        ["item"] = snapshot.ItemIds[asked],
        ["view"] = view.ToString().ToLowerInvariant(),
        ["similar"] = new JsonArray([.. similar.Select(line => new JsonObject
        {
            ["item"] = snapshot.ItemIds[line.Item],
            ["title"] = snapshot.Items[line.Item].Title,
            ["score"] = line.Score,
            ["reasons"] = new JsonArray([.. line.Reasons.Select(reason => new JsonObject
            {
                ["view"] = reason.View.ToString().ToLowerInvariant(),
                ["kind"] = reason.Kind,
                ["value"] = reason.Value,
                ["contribution"] = reason.Contribution,
            })]),
        })]),
    };
}

using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Cli;

/// <summary>Shows lists of recommendations: as a table for a person, as CSV or JSON for a program.</summary>
internal sealed class RecommendationOutput(Terminal terminal, Snapshot snapshot)
{
    private const double IntervalProbability = 0.9;

    /// <summary><c>user,rank,item,score</c> with a heading; ids are quoted as RFC 4180 says where they need it.</summary>
    public void WriteCsv(IReadOnlyList<int> users, IReadOnlyList<Recommendation[]> lists)
    {
        var writer = terminal.OutputWriter;
        writer.Write("user,rank,item,score\n");
        for (var index = 0; index < users.Count; index++)
        {
            var user = Quote(snapshot.UserIds[users[index]]);
            for (var rank = 0; rank < lists[index].Length; rank++)
            {
                var line = lists[index][rank];
                writer.Write($"{user},{rank + 1},{Quote(snapshot.ItemIds[line.Item])},{line.Score:R}\n");
            }
        }

        writer.Flush();
    }

    /// <summary>One object a user: <c>{"user","model","items":[{"rank","item","title","score"}]}</c>, with reasons where they were asked for and <c>"within90": [low, high]</c> where the score is a rating.</summary>
    public void WriteJson(IReadOnlyList<int> users, IReadOnlyList<Recommendation[]> lists, IReadOnlyList<string> models, Func<int, RatingDistribution[]?> ratings, bool indented)
    {
        for (var index = 0; index < users.Count; index++)
        {
            var sure = ratings(index);
            var json = new JsonObject
            {
                ["user"] = snapshot.UserIds[users[index]],
                ["model"] = models[index],
                ["items"] = new JsonArray([.. lists[index].Select((line, rank) => ToJson(line, rank + 1, sure?[rank]))]),
            };
            terminal.OutputWriter.WriteLine(json.ToJsonString(indented ? JsonOutput.Indented : JsonOutput.Compact));
        }
    }

    /// <summary>A heading, then one row an item, with reasons where the list has them, and between which ratings nine of ten lie where the score is a rating.</summary>
    public void WriteTable(int user, Recommendation[] list, string model, RatingDistribution[]? ratings, bool why)
    {
        var seen = snapshot.Interactions.ByUser.RowLength(user);
        terminal.Line($"For [bold]{Printable.Markup(snapshot.UserIds[user])}[/] by {model}, from {seen} {(seen == 1 ? "item" : "items")} of history");
        if (list.Length == 0)
        {
            terminal.Line("Nothing is left to recommend: every item was seen, is hidden or cannot be shown now.");
            return;
        }

        var table = new TextTable().Numbers("#").Words("item").Words("what it is").Numbers("score");
        if (ratings is not null)
        {
            table.Words("9 of 10 lie in");
        }

        if (why)
        {
            table.Words(Reasons.Opening.Trim().ToLowerInvariant());
        }

        for (var rank = 0; rank < list.Length; rank++)
        {
            var item = snapshot.Items[list[rank].Item];
            string[] cells = [$"{rank + 1}", ItemText.Title(item), ItemText.Facts(item), list[rank].Score.ToString("0.000")];
            if (ratings?[rank].Interval(IntervalProbability) is var (low, high))
            {
                cells = [.. cells, $"{low:0.0} to {high:0.0}"];
            }

            table.Row(why ? [.. cells, Why(list[rank], model)] : cells);
        }

        terminal.Write(table);
    }

    private string Why(Recommendation line, string model)
    {
        if (line.Explanation is not { } explanation)
        {
            return $"[grey]{model} cannot take its score apart[/]";
        }

        // The column's heading says the opening once for all rows.
        var text = Reasons.Of(explanation, snapshot.Items).Text;
        return Printable.Markup(text.StartsWith(Reasons.Opening, StringComparison.Ordinal) ? text[Reasons.Opening.Length..] : text);
    }

    private JsonObject ToJson(Recommendation line, int rank, RatingDistribution? rating)
    {
        var json = new JsonObject
        {
            ["rank"] = rank,
            ["item"] = snapshot.ItemIds[line.Item],
            ["title"] = snapshot.Items[line.Item].Title,
            ["score"] = line.Score,
        };
        if (rating?.Interval(IntervalProbability) is var (low, high))
        {
            json["within90"] = new JsonArray(low, high);
        }

        if (line.Explanation is { } explanation)
        {
            json["why"] = Reasons.Of(explanation, snapshot.Items).Text;
            json["baseline"] = explanation.Baseline;
            json["contributions"] = new JsonArray([.. explanation.Contributions.Select(part => new JsonObject
            {
                ["item"] = snapshot.ItemIds[part.Item],
                ["amount"] = part.Score,
            })]);
            if (explanation.Features.Count > 0)
            {
                json["features"] = new JsonArray([.. explanation.Features.Select(part => new JsonObject
                {
                    ["name"] = part.Name,
                    ["amount"] = part.Score,
                })]);
            }
        }

        return json;
    }

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
}

using Marquee.Data;

namespace Marquee.Live.Tests;

/// <summary>What an engine tells, by id and in words, so that two engines can be compared.</summary>
internal static class Told
{
    public static string[] Of(LiveEngine engine)
    {
        var lines = new List<string>();
        for (var user = 0; user < engine.UserCount; user++)
        {
            var state = engine.User(user);
            var found = state.Record.Id == IdMap.Erased(user) || engine.FindUser(state.Record.Id)?.Index == user;
            lines.Add($"user {user} {state.Record.Id.Replace('\0', '0')} found {found} {state.Record.Attributes["country"]} {state.Record.OptedOut}");
            foreach (var one in state.Events)
            {
                lines.Add($"  {one.Item} {engine.Kinds[one.Kind]} {one.Value} {one.Progress} {one.Time} {one.Text} {one.Session}");
            }

            lines.Add("  " + Of(state.History(0)));
            lines.Add($"  seen {string.Join(' ', state.Seen.ToArray())}");
        }

        for (var item = 0; item < engine.Catalogue.Count; item++)
        {
            var one = engine.Catalogue[item];
            var found = engine.Catalogue.IsErased(item) || engine.Catalogue.IndexOf(one.Id) == item;
            lines.Add($"item {item} {one.Id.Replace('\0', '0')} found {found} {one.Title} {one.Hidden}");
        }

        return [.. lines];
    }

    public static string Of(in History history)
    {
        var ratings = history.Ratings.IsEmpty || history.Ratings.ToArray().All(float.IsNaN) ? [] : history.Ratings.ToArray();
        return $"{string.Join(' ', history.Items.ToArray())} | {string.Join(' ', history.Weights.ToArray())} | {string.Join(' ', history.Times.ToArray())} | {string.Join(' ', ratings)} "
            + $"| {string.Join(' ', history.DislikedItems.ToArray())} | {string.Join(' ', history.DislikedWeights.ToArray())} | {string.Join(' ', history.Context.Searches)} | {history.Context.Country}";
    }
}

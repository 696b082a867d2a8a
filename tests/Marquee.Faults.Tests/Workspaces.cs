using System.Text.Json;
using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Faults.Tests;

/// <summary>Small workspaces with something in them.</summary>
internal static class Workspaces
{
    public const int Items = 60;
    public const int Users = 40;

    private static readonly DateTimeOffset Beginning = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes one.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="store">Its store, as in the configuration; none for the default.</param>
    /// <param name="serve">What its configuration says on serving, as JSON.</param>
    public static Workspace Make(string directory, string? store = null, string serve = "{}")
    {
        Workspace.Create(directory);
        File.WriteAllText(
            Path.Combine(directory, Workspace.ConfigurationFile),
            store is null ? $"{{\"serve\": {serve}}}" : $"{{\"store\": {JsonSerializer.Serialize(store)}, \"serve\": {serve}}}");
        var workspace = Workspace.Open(directory);
        using var data = workspace.OpenStore();
        using var writer = data.OpenWriter();
        for (var item = 0; item < Items; item++)
        {
            writer.Add(new Item { Id = $"item-{item}", Title = $"Title {item}", Kind = "film", Categories = [item % 2 == 0 ? "comedy" : "drama"] });
        }

        for (var user = 0; user < Users; user++)
        {
            for (var step = 0; step < 10; step++)
            {
                writer.Add(Watch($"user-{user}", $"item-{(user + (2 * step)) % Items}", Beginning.AddMinutes((40 * step) + user)));
            }
        }

        writer.Commit();
        return workspace;
    }

    public static Interaction Watch(string user, string item, DateTimeOffset time) => new() { UserId = user, ItemId = item, Kind = InteractionKinds.Watch, Progress = 1, Time = time };
}

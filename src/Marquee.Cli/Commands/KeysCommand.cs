using System.CommandLine;
using System.Text.Json.Nodes;
using Marquee.Server;
using Marquee.Storage;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee keys add|list|revoke</c>: who may call the service, and what for. A running service sees the change within a second.</summary>
internal static class KeysCommand
{
    private static readonly string[] Words = [.. ApiKeyFile.Words(Scopes.All)];

    public static Command Create(Terminal terminal)
    {
        var command = new DescribedCommand("keys", "API keys of the service: make, list and revoke them.") { Add(terminal), List(terminal), Revoke(terminal) };
        command.Example("marquee keys add website --scopes read,write")
            .Example("marquee keys list")
            .Example("marquee keys revoke website");
        return command;
    }

    private static DescribedCommand Add(Terminal terminal)
    {
        var name = Name();
        var scopes = new Option<string>("--scopes") { Description = "What it may do: read, write, admin, with commas between. None implies another.", HelpName = "S", DefaultValueFactory = _ => "read,write" };
        scopes.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Parse(token.Value) is null)
            {
                result.AddError($"--scopes is '{token.Value}'; it should be one or several of {string.Join(", ", Words)}, with commas between.");
            }
        });
        var days = new Option<int?>("--days") { Description = "After how many days it is worth nothing. Default: never.", HelpName = "N" };
        days.Validators.Add(result => CommonOptions.RequireAtLeast(result, 1));
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("add", "Make a key. It is shown once, and kept as a hash.") { name, scopes, days, workspace };
        command.Example("marquee keys add website").Example("marquee keys add console --scopes read,write,admin --days 90");
        command.SetWork((parsed, _) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var file = FileOf(Workspace.OpenOrCreate(parsed.GetRequiredValue(workspace).FullName));
            terminal.OutputWriter.WriteLine(file.Add(
                parsed.GetRequiredValue(name),
                Parse(parsed.GetRequiredValue(scopes))!.Value,
                now,
                parsed.GetValue(days) is { } number ? now.AddDays(number) : null));
            terminal.Hint("This is the key; it is shown this once. Send it as 'Authorization: Bearer KEY'.");
            return CommandHost.Done;
        });
        return command;
    }

    private static DescribedCommand List(Terminal terminal)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json("Print as JSON.");
        var command = new DescribedCommand("list", "Which keys there are, what they may do, and until when.") { workspace, json };
        command.Example("marquee keys list");
        command.SetWork((parsed, _) =>
        {
            var keys = FileOf(Workspace.Open(parsed.GetRequiredValue(workspace).FullName)).Read();
            if (parsed.GetValue(json))
            {
                terminal.OutputWriter.WriteLine(new JsonArray([.. keys.Select(ToJson)]).ToJsonString(JsonOutput.Indented));
                return CommandHost.Done;
            }

            var table = new TextTable().Words("key").Words("scopes").Words("created").Words("expires");
            foreach (var key in keys)
            {
                table.Row($"[bold]{Markup.Escape(key.Name)}[/]", string.Join(", ", ApiKeyFile.Words(key.Scopes)), $"{key.Created:yyyy-MM-dd HH:mm}", key.Expires is { } expires ? $"{expires:yyyy-MM-dd HH:mm}" : "never");
            }

            terminal.Write(table);
            return CommandHost.Done;
        });
        return command;
    }

    private static DescribedCommand Revoke(Terminal terminal)
    {
        var name = Name();
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("revoke", "Make a key worth nothing, within a second also for a running service.") { name, workspace };
        command.Example("marquee keys revoke website");
        command.SetWork((parsed, _) =>
        {
            var key = parsed.GetRequiredValue(name);
            if (!FileOf(Workspace.Open(parsed.GetRequiredValue(workspace).FullName)).Revoke(key))
            {
                throw new CommandException($"There is no key '{key}'; 'marquee keys list' lists them.");
            }

            terminal.Line($"The key [bold]{Markup.Escape(key)}[/] is worth nothing any more.");
            return CommandHost.Done;
        });
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "What it is called: lower-case letters, digits and hyphens." };

    private static ApiKeyFile FileOf(Workspace workspace) => new(Path.Combine(workspace.Directory, ApiKeyFile.FileName));

    private static Scopes? Parse(string text)
    {
        var scopes = Scopes.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Array.IndexOf(Words, word) is not (>= 0 and var at))
            {
                return null;
            }

            scopes |= (Scopes)(1 << at);
        }

        return scopes;
    }

    private static JsonNode ToJson(ApiKey key) => new JsonObject
    {
        ["name"] = key.Name,
        ["scopes"] = new JsonArray([.. ApiKeyFile.Words(key.Scopes).Select(word => (JsonNode)word)]),
        ["created"] = key.Created,
        ["expires"] = key.Expires,
    };
}

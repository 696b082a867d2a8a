using System.CommandLine;
using System.Text.Json.Nodes;
using Marquee.Evaluation;
using Marquee.Recommenders;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee models [MODEL]</c>: what can be trained, with options.</summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("model") { Description = "Show the options of this model.", Arity = ArgumentArity.ZeroOrOne };
        var json = CommonOptions.Json("Print as JSON.");
        var command = new DescribedCommand("models", "What can be trained, with options.") { name, json };
        command.Example("marquee models").Example("marquee models ease");
        command.SetWork((parsed, _) =>
        {
            var families = parsed.GetValue(name) is { } wanted ? [ModelCatalogue.Find(wanted)] : ModelCatalogue.All;
            if (parsed.GetValue(json))
            {
                terminal.OutputWriter.WriteLine(ToJson(families).ToJsonString(JsonOutput.Indented));
            }
            else if (families.Count == 1)
            {
                Describe(families[0], terminal);
            }
            else
            {
                var table = new TextTable().Words("model").Words("what it is");
                foreach (var family in families)
                {
                    table.Row($"[bold]{family.Name}[/]", Markup.Escape(family.Summary));
                }

                terminal.Write(table);
                terminal.Hint("Options of one: marquee models NAME");
            }

            return CommandHost.Done;
        });
        return command;
    }

    private static void Describe(ModelFamily family, Terminal terminal)
    {
        terminal.Line($"[bold]{family.Name}[/]  {Markup.Escape(family.Summary)}");
        terminal.Line($"[grey]{Markup.Escape(family.Source)}[/]");
        terminal.Line();
        var table = new TextTable().Words("option").Words("default").Words("range").Words("effect");
        foreach (var option in family.Options.Options)
        {
            table.Row($"[bold]{option.Name}[/]", Markup.Escape(option.DefaultText), Markup.Escape(option.Range), Markup.Escape(option.Attribute.Effect));
        }

        terminal.Write(table);
        var first = family.Options.Options.FirstOrDefault();
        terminal.Hint($"Train it: marquee train {family.Name}" + (first is null ? string.Empty : $" --set {CommonOptions.Quoted($"{first.Name}={first.DefaultText}")}"));
    }

    private static JsonArray ToJson(IEnumerable<ModelFamily> families) =>
    [
        .. families.Select(family => new JsonObject
        {
            ["name"] = family.Name,
            ["summary"] = family.Summary,
            ["source"] = family.Source,
            ["options"] = new JsonArray([.. family.Options.Options.Select(ToJson)]),
        }),
    ];

    private static JsonObject ToJson(OptionDescription option)
    {
        var json = new JsonObject
        {
            ["name"] = option.Name,
            ["default"] = option.DefaultText,
            ["range"] = option.Range,
            ["effect"] = option.Attribute.Effect,
        };

        // What a search would try, where it would try anything: words, or bounds and whether it steps by factors.
        if (SearchDimension.Of(option) is { } searched)
        {
            json["search"] = searched.ToJson();
        }

        return json;
    }
}

using System.Text.Json.Nodes;
using Marquee.Recommenders;

namespace Marquee.Cli.Tests.Commands;

public sealed class ModelsCommandTests
{
    [Fact]
    public async Task Lists_every_model_with_what_it_is()
    {
        var run = await CommandRun.Done("models");
        foreach (var family in ModelCatalogue.All)
        {
            run.Lines.ShouldContain(line => line.StartsWith($"{family.Name} ", StringComparison.Ordinal));
        }

        run.Error.ShouldContain("marquee models NAME");
    }

    [Fact]
    public async Task Shows_how_to_set_an_option_whose_value_the_shell_would_cut() =>
        (await CommandRun.Done("models", "blend")).Error.ShouldContain("marquee train blend --set \"members=ease; als; item-knn\"");

    [Fact]
    public async Task Describes_the_options_of_each_model()
    {
        foreach (var family in ModelCatalogue.All)
        {
            var run = await CommandRun.Done("models", family.Name);
            run.Lines[0].ShouldBe($"{family.Name}  {family.Summary}");
            foreach (var option in family.Options.Options)
            {
                run.Lines.ShouldContain(line => line.StartsWith($"{option.Name} ", StringComparison.Ordinal) && line.Contains(option.DefaultText));
            }
        }
    }

    [Fact]
    public async Task Prints_the_same_as_json()
    {
        var all = JsonNode.Parse((await CommandRun.Done("models", "--json")).Output)!.AsArray();
        all.Select(model => model!["name"]!.GetValue<string>()).ShouldBe(ModelCatalogue.All.Select(family => family.Name));
        foreach (var (json, family) in all.Zip(ModelCatalogue.All))
        {
            json!.AsObject().Select(entry => entry.Key).ShouldBe(["name", "summary", "source", "options"]);
            json["options"]!.AsArray().Select(option => (option!["name"]!.GetValue<string>(), option["default"]!.GetValue<string>()))
                .ShouldBe(family.Options.Options.Select(option => (option.Name, option.DefaultText)));
        }
    }

    [Fact]
    public async Task Says_what_a_search_would_try()
    {
        var als = JsonNode.Parse((await CommandRun.Done("models", "als", "--json")).Output)!.AsArray().Single()!["options"]!.AsArray();
        Search("factors").ShouldBe("""{"from":32,"to":512,"logarithmic":true}""");
        Search("epochs").ShouldBe("""{"from":4,"to":32}""");
        Search("solver").ShouldBe("""["cholesky","conjugate-gradient","block-coordinate"]""");

        string Search(string name) => als.Single(option => option!["name"]!.GetValue<string>() == name)!["search"]!.ToJsonString();
    }

    [Fact]
    public async Task Names_the_models_there_are_where_one_is_asked_for_that_is_not() =>
        (await CommandRun.Of("models", "svd")).ShouldBeBadUsage()
            .ShouldBe($"There is no model 'svd'; the models are {string.Join(", ", ModelCatalogue.All.Select(family => family.Name))}.");
}

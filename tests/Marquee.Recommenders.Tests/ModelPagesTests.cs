using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class ModelPagesTests
{
    public static TheoryData<string> Models => [.. ModelCatalogue.All.Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_page_of_each_model_has_its_options(string name)
    {
        var page = RepositoryFiles.PathOf(Path.Combine("docs", "models", $"{name}.md"));
        File.Exists(page).ShouldBeTrue($"docs/models/{name}.md is missing; docs/how-to/add-a-model.md says what belongs in it.");
        var text = File.ReadAllText(page).ReplaceLineEndings("\n");
        text.ShouldStartWith($"# {name}\n");
        var table = TableOfOptions(ModelCatalogue.Find(name).Options);
        text.Contains($"## Options\n\n{table}\n").ShouldBeTrue($"docs/models/{name}.md: this should follow '## Options':\n\n{table}");
    }

    [Fact]
    public void There_is_no_page_of_a_model_that_does_not_exist() =>
        Directory.EnumerateFiles(RepositoryFiles.PathOf(Path.Combine("docs", "models")), "*.md").Select(Path.GetFileNameWithoutExtension)
            .ShouldBeSubsetOf(ModelCatalogue.All.Select(family => family.Name));

    [Fact]
    public void Model_names_are_unique_and_found()
    {
        ModelCatalogue.All.Select(family => family.Name).ShouldBeUnique();
        Should.Throw<OptionException>(() => ModelCatalogue.Find("oracle")).Message.ShouldStartWith("There is no model 'oracle'; the models are most-popular, ");
    }

    private static string TableOfOptions(OptionSchema schema) =>
        string.Join('\n', schema.Options.Select(option => $"| `{option.Name}` | `{option.DefaultText}` | {option.Range} | {option.Attribute.Effect} |")
            .Prepend("|---|---|---|---|").Prepend("| option | default | values | effect |"));
}

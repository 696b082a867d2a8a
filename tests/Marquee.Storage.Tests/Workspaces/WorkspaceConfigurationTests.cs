using System.Text.Json;
using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Storage.Tests;

public sealed class WorkspaceConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void States_in_a_new_workspace_exactly_the_defaults()
    {
        var stated = Workspace.Create(_folder.Path).Configuration;

        ShouldBeEqual(stated, new WorkspaceConfiguration());
        ShouldBeEqual(Parse("{}"), new WorkspaceConfiguration());
    }

    [Fact]
    public void States_every_key_in_a_new_workspace_and_describes_it_in_the_documentation()
    {
        Workspace.Create(_folder.Path);
        using var stated = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(_folder.Path, "marquee.json")),
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var documentation = File.ReadAllText(Path.Combine(Root(), "docs", "configuration.md"));

        // A key that does not exist makes the parser name all that do.
        foreach (var (section, path) in new[] { ("", ""), ("weighting", "weighting."), ("weighting.kinds.watch", "weighting.kinds.KIND."), ("weighting.other", "weighting.other.") })
        {
            foreach (var key in KnownKeys(section))
            {
                documentation.ShouldContain($"`{path}{key}`");
            }
        }

        stated.RootElement.EnumerateObject().Select(property => property.Name).ShouldBe(KnownKeys(""), ignoreOrder: true);
        stated.RootElement.GetProperty("weighting").EnumerateObject().Select(property => property.Name).ShouldBe(KnownKeys("weighting"), ignoreOrder: true);
    }

    [Fact]
    public void Reads_every_key()
    {
        var configuration = Parse("""
            {
              // a comment
              "store": "sqlite:other.db",
              "seed": 18446744073709551615,
              "maxDegreeOfParallelism": 3,
              "weighting": {
                "binary": true,
                "kinds": { "watch": { "weight": 3.5, "scale": "value", "minimumValue": -1, "minimumProgress": 0.5 }, "danced-to": {} },
                "other": { "weight": 0 },
              },
            }
            """);

        configuration.Store.ShouldBe("sqlite:other.db");
        configuration.Seed.ShouldBe(ulong.MaxValue);
        configuration.MaxDegreeOfParallelism.ShouldBe(3);
        configuration.Weighting.Binary.ShouldBeTrue();
        configuration.Weighting.RuleFor("watch").ShouldBe(new KindWeight { Weight = 3.5f, Scale = WeightScale.Value, MinimumValue = -1, MinimumProgress = 0.5f });
        configuration.Weighting.RuleFor("danced-to").ShouldBe(new KindWeight());
        configuration.Weighting.RuleFor("unheard-of").Weight.ShouldBe(0);
        configuration.Weighting.RuleFor("thumb-up").ShouldBe(InteractionWeighting.Default.RuleFor("thumb-up"), "kinds that are not listed keep their default");
    }

    [Theory]
    [InlineData("""{ "sed": 1 }""", "there is no key 'sed'; the keys here are store, seed,")]
    [InlineData("""{ "weighting": { "kind": {} } }""", "there is no key 'weighting.kind'")]
    [InlineData("""{ "weighting": { "kinds": { "watch": { "wait": 1 } } } }""", "there is no key 'weighting.kinds.watch.wait'")]
    [InlineData("""{ "weighting": { "other": { "minimumprogress": 1 } } }""", "there is no key 'weighting.other.minimumprogress'")]
    [InlineData("""{ "seed": -1 }""", "'seed' is -1; it should be a whole number from 0")]
    [InlineData("""{ "seed": 1.5 }""", "'seed' is 1.5;")]
    [InlineData("""{ "seed": "7" }""", "'seed' is \"7\";")]
    [InlineData("""{ "seed": null }""", "'seed' is null;")]
    [InlineData("""{ "maxDegreeOfParallelism": 4294967296 }""", "'maxDegreeOfParallelism' is 4294967296; it should be a whole number from 0 to 2147483647")]
    [InlineData("""{ "store": 5 }""", "'store' is 5; it should be a text")]
    [InlineData("""{ "weighting": [] }""", "'weighting' should be an object")]
    [InlineData("""{ "weighting": { "binary": 1 } }""", "'weighting.binary' is 1; it should be true or false")]
    [InlineData("""{ "weighting": { "other": { "weight": 1e99 } } }""", "'weighting.other.weight' is 1e99; it should be a number")]
    [InlineData("""{ "weighting": { "other": { "minimumProgress": 2 } } }""", "it should be a number from 0 to 1")]
    [InlineData("""{ "weighting": { "other": { "scale": "square" } } }""", "'weighting.other.scale' is 'square'; it should be one of constant, value, progress")]
    [InlineData("""{ "weighting": { "other": { "scale": "1" } } }""", "'weighting.other.scale' is '1';")]
    [InlineData("[]", "should be an object")]
    [InlineData("", "here.json:1: this is not JSON")]
    [InlineData("{\n\"seed\": 1\n\"store\": 2 }", "here.json:3: this is not JSON")]
    [InlineData("""{ "seed": 1, "seed": 2 }""", "seed")]
    public void Refuses_what_it_does_not_know_and_says_what_would_be_right(string json, string reason)
    {
        var message = Should.Throw<StoreException>(() => Parse(json)).Message;
        message.ShouldContain(reason);
        message.ShouldStartWith("here.json");
    }

    private static WorkspaceConfiguration Parse(string json) => WorkspaceConfiguration.Parse(json, "here.json");

    private static string[] KnownKeys(string section)
    {
        var json = section.Split('.', StringSplitOptions.RemoveEmptyEntries).Reverse().Aggregate("""{ "no such key": 1 }""", (inner, key) => $$"""{ "{{key}}": {{inner}} }""");
        var message = Should.Throw<StoreException>(() => Parse(json)).Message;
        return message.Split("the keys here are ")[1].TrimEnd('.').Split(", ");
    }

    private static void ShouldBeEqual(WorkspaceConfiguration actual, WorkspaceConfiguration expected)
    {
        (actual with { Weighting = expected.Weighting }).ShouldBe(expected);
        actual.Weighting.Kinds.OrderBy(kind => kind.Key).ShouldBe(expected.Weighting.Kinds.OrderBy(kind => kind.Key));
        (actual.Weighting with { Kinds = expected.Weighting.Kinds }).ShouldBe(expected.Weighting);
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Marquee.slnx")))
        {
            at = at.Parent!;
        }

        return at.FullName;
    }
}

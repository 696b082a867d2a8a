using Marquee.Testing;

namespace Marquee.Storage.Tests;

public sealed class WorkspaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Home => Path.Combine(_folder.Path, "service");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Is_a_folder_with_configuration_data_models_and_reports()
    {
        Workspace.Exists(Home).ShouldBeFalse();
        var workspace = Workspace.Create(Home);
        using (var store = workspace.OpenStore())
        {
            store.Count().ShouldBe(new StoreCounts(0, 0, 0));
            workspace.Models.Publish("ease", writer => writer.Write("values", [1]));

            Workspace.Exists(Home).ShouldBeTrue();
            File.Exists(Path.Combine(Home, "marquee.json")).ShouldBeTrue();
            File.Exists(Path.Combine(Home, "marquee.db")).ShouldBeTrue();
            File.Exists(Path.Combine(Home, "models", "ease", "1", "model.json")).ShouldBeTrue();
            Directory.Exists(workspace.ReportsDirectory).ShouldBeTrue();
        }

        Directory.GetFileSystemEntries(Home).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["marquee.db", "marquee.json", "models", "reports"]);
    }

    [Fact]
    public void Opens_again_with_what_was_put_in()
    {
        using (var store = Workspace.Create(Home).OpenStore())
        {
            using var writer = store.OpenWriter();
            writer.Add(StoreSamples.FullItem);
            writer.Commit();
        }

        using var again = Workspace.OpenOrCreate(Home).OpenStore();
        again.LoadSnapshot().Items.ShouldBe([StoreSamples.FullItem]);
    }

    [Fact]
    public void Is_made_when_it_is_opened_or_created_and_keeps_a_configuration_that_is_there()
    {
        Workspace.OpenOrCreate(Home).Configuration.Seed.ShouldBe(42ul);
        File.WriteAllText(Path.Combine(Home, "marquee.json"), """{ "seed": 7 }""");

        Workspace.OpenOrCreate(Home).Configuration.Seed.ShouldBe(7ul);
    }

    [Fact]
    public void Is_not_made_twice_and_not_found_where_there_is_none()
    {
        Should.Throw<StoreException>(() => Workspace.Open(Home)).Message.ShouldContain("is no workspace");
        Workspace.Create(Home);
        Should.Throw<StoreException>(() => Workspace.Create(Home)).Message.ShouldContain("already is a workspace");
    }

    [Fact]
    public void Takes_the_store_that_the_configuration_names()
    {
        Directory.CreateDirectory(Home);
        File.WriteAllText(Path.Combine(Home, "marquee.json"), """{ "store": "sqlite:../elsewhere.db" }""");

        Workspace.Open(Home).OpenStore().Dispose();

        File.Exists(Path.Combine(_folder.Path, "elsewhere.db")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("oracle:x")]
    [InlineData("marquee.db")]
    [InlineData("sqlite:")]
    [InlineData("")]
    public void Says_which_stores_there_are_when_the_configuration_names_another(string connection)
    {
        var message = Should.Throw<StoreException>(() => DataStores.Open(connection, _folder.Path)).Message;
        message.ShouldContain($"'{connection}'");
        message.ShouldContain("sqlite:marquee.db");
    }
}

using Marquee.Testing;

namespace Marquee.Storage.Tests;

public sealed class WorkspaceBackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Home => At("service");

    private string Backup => At("backups/today");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Brings_back_configuration_data_and_models()
    {
        var workspace = Fill(Home);
        WorkspaceBackup.Create(workspace, Backup, TestContext.Current.CancellationToken);

        var restored = WorkspaceBackup.Restore(Backup, At("new"), TestContext.Current.CancellationToken);

        restored.Configuration.Seed.ShouldBe(7ul);
        restored.Models.List().Select(model => (model.Name, model.Version)).ShouldBe([("ease", 1), ("ease", 3)]);
        _ = restored.Models.Open("ease");
        using var store = restored.OpenStore();
        store.LoadSnapshot().Items.ShouldBe([StoreSamples.FullItem]);
        WorkspaceBackup.Check(restored, TestContext.Current.CancellationToken).ShouldBeEmpty();
        File.ReadAllText(At("new/keys.json")).ShouldBe("{}");
        File.ReadAllText(At("new/models/serving.json")).ShouldBe("{ \"default\": \"ease/1\" }");
        Names(_folder.Path).ShouldBe(["backups", "new", "service"]);
        Names(At("backups")).ShouldBe(["today"]);
        Names(Backup).ShouldBe(["keys.json", "marquee.db", "marquee.json", "models"]);
    }

    [Fact]
    public void Gives_no_number_of_a_deleted_version_again()
    {
        var workspace = Fill(Home);
        workspace.Models.Delete("ease", 3);
        WorkspaceBackup.Create(workspace, Backup, TestContext.Current.CancellationToken);

        var restored = WorkspaceBackup.Restore(Backup, At("new"), TestContext.Current.CancellationToken);

        restored.Models.Publish("ease", writer => writer.Write("values", [1f])).Version.ShouldBe(4);
    }

    [Fact]
    public void Fills_an_empty_workspace_and_leaves_its_configuration()
    {
        WorkspaceBackup.Create(Fill(Home), Backup, TestContext.Current.CancellationToken);
        Workspace.Create(At("new"));

        var restored = WorkspaceBackup.Restore(Backup, At("new"), TestContext.Current.CancellationToken);

        restored.Configuration.Seed.ShouldBe(42ul);
        restored.Models.List().Count.ShouldBe(2);
        using var store = restored.OpenStore();
        store.Count().Items.ShouldBe(1);
    }

    [Fact]
    public void Leaves_a_workspace_alone_that_holds_anything()
    {
        var workspace = Fill(Home);
        WorkspaceBackup.Create(workspace, Backup, TestContext.Current.CancellationToken);
        workspace.Models.Delete("ease", 1);
        Should.Throw<StoreException>(() => WorkspaceBackup.Restore(Backup, Home)).Message.ShouldContain("holds models");
        workspace.Models.Delete("ease", 3);
        Should.Throw<StoreException>(() => WorkspaceBackup.Restore(Backup, Home)).Message.ShouldContain("is not empty");
        workspace.Models.List().ShouldBeEmpty();
    }

    [Fact]
    public void Overwrites_nothing()
    {
        var workspace = Fill(Home);
        Directory.CreateDirectory(Backup);
        File.WriteAllText(Path.Combine(Backup, "mine"), "mine");

        Should.Throw<StoreException>(() => WorkspaceBackup.Create(workspace, Backup)).Message.ShouldContain("is there already");
        Should.Throw<StoreException>(() => WorkspaceBackup.Restore(Home, Backup)).Message.ShouldContain("is there already");

        Names(Backup).ShouldBe(["mine"]);
    }

    [Fact]
    public void Refuses_a_folder_that_is_no_backup_and_one_with_a_damaged_model()
    {
        var workspace = Fill(Home);
        Should.Throw<StoreException>(() => WorkspaceBackup.Restore(At("nowhere"), At("new"))).Message.ShouldContain("is no backup");
        WorkspaceBackup.Create(workspace, Backup, TestContext.Current.CancellationToken);
        Damage(Path.Combine(Backup, "models"));

        Should.Throw<StoreException>(() => WorkspaceBackup.Restore(Backup, At("new"))).Message.ShouldContain("is damaged: ");

        Names(_folder.Path).ShouldBe(["backups", "service"]);
    }

    [Fact]
    public void Leaves_nothing_behind_when_it_is_stopped()
    {
        var workspace = Fill(Home);
        var stopped = new CancellationToken(canceled: true);
        Should.Throw<OperationCanceledException>(() => WorkspaceBackup.Create(workspace, Backup, stopped));
        Names(At("backups")).ShouldBeEmpty();
        WorkspaceBackup.Create(workspace, Backup, TestContext.Current.CancellationToken);

        Should.Throw<OperationCanceledException>(() => WorkspaceBackup.Restore(Backup, At("new"), stopped));

        Names(_folder.Path).ShouldBe(["backups", "service"]);
    }

    [Fact]
    public void Says_which_model_is_damaged()
    {
        var workspace = Fill(Home);
        WorkspaceBackup.Check(workspace, TestContext.Current.CancellationToken).ShouldBeEmpty();
        Damage(Path.Combine(Home, "models"));

        WorkspaceBackup.Check(workspace, TestContext.Current.CancellationToken).ShouldHaveSingleItem().ShouldContain(Path.Combine("ease", "1"));
    }

    private static Workspace Fill(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "marquee.json"), """{ "seed": 7 }""");
        File.WriteAllText(Path.Combine(directory, "keys.json"), "{}");
        var workspace = Workspace.Open(directory);
        for (var version = 1; version <= 3; version++)
        {
            workspace.Models.Publish("ease", writer => writer.Write("values", [1f]));
        }

        workspace.Models.Delete("ease", 2);
        File.WriteAllText(Path.Combine(directory, "models", "serving.json"), "{ \"default\": \"ease/1\" }");
        using var store = workspace.OpenStore();
        using var writer = store.OpenWriter();
        writer.Add(StoreSamples.FullItem);
        writer.Commit();
        return workspace;
    }

    private static void Damage(string models)
    {
        var file = Directory.GetFiles(Path.Combine(models, "ease", "1")).Single(path => !path.EndsWith("model.json", StringComparison.Ordinal));
        var bytes = File.ReadAllBytes(file);
        bytes[0] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static IEnumerable<string?> Names(string folder) => Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private string At(string name) => Path.Combine(_folder.Path, name);
}

using Marquee.Storage;

namespace Marquee.Live.Tests;

public class RefusedModelTests
{
    [Fact]
    public async Task A_damaged_model_is_told_of_and_what_was_served_goes_on()
    {
        await using var service = await SmallService.Start();
        var models = Path.Combine(service.Workspace.Directory, "models", "ease");
        Directory.CreateDirectory(Path.Combine(models, "2"));
        foreach (var file in Directory.GetFiles(Path.Combine(models, "1")))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(Path.Combine(models, "2", Path.GetFileName(file)), file.EndsWith(".json", StringComparison.Ordinal) ? bytes : bytes[..^4], TestContext.Current.CancellationToken);
        }

        service.Engine.RefreshModels();
        service.Engine.Models.Main.Label.ShouldBe("ease/1");
        service.Engine.RefusedModels["ease"].Version.ShouldBe(2);

        Should.Throw<StoreException>(() => service.Engine.Serve("ease", 2)).Message.ShouldContain("ease/2 cannot be served");
        service.Engine.Models.Main.Label.ShouldBe("ease/1");
        Directory.Delete(Path.Combine(models, "2"), recursive: true);
        service.Engine.RefreshModels();
        service.Engine.Models.Main.Label.ShouldBe("ease/1");
    }

    [Fact]
    public async Task A_model_that_was_trained_elsewhere_on_newer_items_is_served_once_the_data_are_loaded_anew()
    {
        await using var service = await SmallService.Start(options: new LiveOptions { LookAround = TimeSpan.FromMilliseconds(50), ReloadAtMostEvery = TimeSpan.Zero });
        await service.Engine.Apply(new ChangeSet().Put(LiveService.Watch("user-1", "a-new-film")));
        using (var store = service.OpenStore())
        {
            var snapshot = store.LoadSnapshot();
            var family = Recommenders.ModelCatalogue.Find("ease");
            var model = family.Train(snapshot, family.Options.Defaults, new Recommenders.TrainingContext());
            service.Models.Publish("ease", writer => Recommenders.ModelArchive.Save(family, model, snapshot, writer, service.Engine.Now));
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (service.Engine.Models.Main.Version != 2)
        {
            await Task.Delay(10, limit.Token);
        }

        service.Engine.RefusedModels.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_of_an_erased_person_is_in_the_data_that_are_loaded_anew()
    {
        await using var service = await SmallService.Start(options: new LiveOptions { LookAround = TimeSpan.FromMilliseconds(50), ReloadAtMostEvery = TimeSpan.Zero });
        await service.Engine.Apply(new ChangeSet().DeleteUser("user-3"));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (service.Engine.Snapshot.UserIds.IndexOf("user-3") >= 0)
        {
            await Task.Delay(10, limit.Token);
        }

        service.Engine.Snapshot.Events.Users.IndexOf(3).ShouldBe(-1);
    }
}

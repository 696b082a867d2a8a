using Marquee.Numerics;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Live.Tests;

public class BackgroundTrainerTests
{
    private static readonly TrainingPlan Plan = new() { Every = null, FewestJudged = 10, JudgedShare = 0.2 };

    [Fact]
    public async Task Publishes_a_first_model_and_serves_it()
    {
        await using var service = await SmallService.Start("most-popular");
        await using var trainer = new Training(service, Plan);
        var outcome = await trainer.Trainer.Train(ModelSetup.Of("ease"), TestContext.Current.CancellationToken);

        outcome.Published.ShouldBe(1);
        outcome.Reason.ShouldBe("the first of its name");
        service.Engine.Models.Find("ease").ShouldNotBeNull().TrainedUntil.ShouldBeLessThan(long.MaxValue);
        trainer.Trainer.Outcomes.ShouldBe([outcome]);
        File.ReadAllLines(Path.Combine(service.Workspace.ReportsDirectory, "training.jsonl")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Does_not_publish_what_is_worse_on_events_that_neither_knows_and_keeps_both_figures()
    {
        await using var service = await SmallService.Start("most-popular");
        await using var trainer = new Training(service, Plan);
        await trainer.Trainer.Train(ModelSetup.Of("ease") with { Label = "main" }, TestContext.Current.CancellationToken);
        await More(service);

        var worse = await trainer.Trainer.Train(ModelSetup.Of("most-popular") with { Label = "main" }, TestContext.Current.CancellationToken);
        worse.Published.ShouldBeNull();
        worse.Candidate.ShouldNotBeNull().ShouldBeLessThan(worse.Current!.Value);
        worse.Users.ShouldBeGreaterThan(10);
        service.Engine.Models.Find("main")!.Label.ShouldBe("main/1");

        var better = await trainer.Trainer.Train(ModelSetup.Of("ease") with { Label = "main" }, TestContext.Current.CancellationToken);
        better.Published.ShouldBe(2);
        better.Reason.ShouldBe("not worse than main/1");
        service.Engine.Models.Find("main")!.Label.ShouldBe("main/2");

        service.Engine.Serve("main", 1);
        service.Engine.Models.Find("main")!.Label.ShouldBe("main/1");
        await service.Restart();
        service.Engine.Models.Find("main")!.Label.ShouldBe("main/1");

        // A training does not undo an operator's choice.
        await using var later = new Training(service, Plan with { ReplaceUnjudgedAfter = TimeSpan.Zero });
        await More(service, 30_000);
        (await later.Trainer.Train(ModelSetup.Of("ease") with { Label = "main" }, TestContext.Current.CancellationToken)).Reason.ShouldEndWith("another version is chosen and goes on being served");
        service.Engine.Models.Find("main")!.Label.ShouldBe("main/1");
        Should.Throw<StoreException>(() => service.Engine.Serve("main", 7)).Message.ShouldContain("1, 2");
    }

    [Fact]
    public async Task Trains_after_so_many_new_events()
    {
        await using var service = await SmallService.Start("most-popular");
        await using var trainer = new Training(service, Plan with { AfterEvents = 50, Models = [ModelSetup.Of("ease")] });
        await More(service);
        await Outcomes(trainer, 1);

        trainer.Trainer.Outcomes[0].Published.ShouldBe(1);
    }

    [Fact]
    public async Task A_training_that_fails_is_noted_and_the_service_goes_on()
    {
        await using var service = await SmallService.Start("most-popular");
        var diverging = ModelSetup.Of("sasrec", "learningRate=1", "epochs=1", "factors=8");
        await using var trainer = new Training(service, Plan with { AfterEvents = 50, Models = [diverging, ModelSetup.Of("als", "epochs=1")] });
        Directory.CreateDirectory(Path.Combine(service.Workspace.Directory, "models"));
        // A file stands where the model's folder would be.
        File.WriteAllText(Path.Combine(service.Workspace.Directory, "models", "sasrec"), "");
        await More(service);
        await Outcomes(trainer, 2);

        trainer.Trainer.Outcomes[0].Reason.ShouldStartWith("failed: ");
        trainer.Trainer.Outcomes[1].Published.ShouldBe(1);
    }

    [Fact]
    public async Task Keeps_the_served_model_where_there_is_too_little_to_compare_also_after_an_event_of_the_future()
    {
        await using var service = await SmallService.Start("most-popular");
        await service.Engine.Apply(new ChangeSet().Put(LiveService.Watch("user-1", "film-1") with { Time = DateTimeOffset.UnixEpoch.AddYears(200) }));
        await using var trainer = new Training(service, Plan);
        var main = ModelSetup.Of("ease") with { Label = "main" };
        await trainer.Trainer.Train(main, TestContext.Current.CancellationToken);
        var again = await trainer.Trainer.Train(main, TestContext.Current.CancellationToken);
        again.Published.ShouldBeNull();
        again.Reason.ShouldStartWith("too few events");

        await More(service);
        (await trainer.Trainer.Train(main, TestContext.Current.CancellationToken)).Candidate.ShouldNotBeNull();
    }

    [Fact]
    public async Task Disposing_stops_the_training_at_work()
    {
        await using var service = await SmallService.Start("most-popular");
        var trainer = new Training(service, Plan);
        var training = trainer.Trainer.Train(ModelSetup.Of("sasrec", "epochs=1000", "factors=8"), TestContext.Current.CancellationToken);
        await trainer.DisposeAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => training);
    }

    [Fact]
    public async Task Holds_back_what_is_to_be_looked_at_first_and_serves_on()
    {
        await using var service = await SmallService.Start("most-popular");
        await using var trainer = new Training(service, Plan);
        await trainer.Trainer.Train(ModelSetup.Of("ease") with { Label = "main" }, TestContext.Current.CancellationToken);
        await More(service);
        service.Engine.Models.Main.Label.ShouldBe("main/1");

        // Worse, and published all the same, for it is not served.
        var held = await trainer.Jobs.Ended(trainer.Jobs.Add(trainer.Trainer.Work(ModelSetup.Of("most-popular") with { Label = "main" }, hold: true)).Id);
        held.State.ShouldBe(JobState.Done, held.Error);
        held.Result!["version"]!.GetValue<int>().ShouldBe(2);
        held.Result["held"]!.GetValue<bool>().ShouldBeTrue();
        held.Result["judged"]!["candidate"]!.GetValue<double>().ShouldBeLessThan(held.Result["judged"]!["current"]!.GetValue<double>());
        service.Engine.Models.Main.Label.ShouldBe("main/1");
        service.Engine.ChosenVersions["main"].ShouldBe(1);
        service.Engine.PublishedModels.Where(model => model.IsHeld).ShouldHaveSingleItem().Judged!.Against.ShouldBe("main/1");

        // One of another name, of which none is served, does not become the main model by being the newest.
        await trainer.Jobs.Ended(trainer.Jobs.Add(trainer.Trainer.Work(ModelSetup.Of("item-knn"), hold: true)).Id);
        service.Engine.Models.Find("item-knn").ShouldBeNull();
        service.Engine.Models.Main.Label.ShouldBe("main/1");
        await service.Restart();
        service.Engine.Models.Main.Label.ShouldBe("main/1");
        service.Engine.Models.Find("item-knn").ShouldBeNull();
        service.Engine.Serve("item-knn", 1);
        service.Engine.Models.Find("item-knn").ShouldNotBeNull();
        service.Engine.Serve("main", 2);
        service.Engine.Models.Find("main")!.Label.ShouldBe("main/2");
    }

    [Fact]
    public async Task A_held_training_that_cannot_be_published_leaves_no_choice_behind()
    {
        await using var service = await SmallService.Start("most-popular");
        await using var trainer = new Training(service, Plan);
        File.WriteAllText(Path.Combine(service.Workspace.Directory, "models", "ease"), "");
        var job = await trainer.Jobs.Ended(trainer.Jobs.Add(trainer.Trainer.Work(ModelSetup.Of("ease"), hold: true)).Id);
        job.State.ShouldBe(JobState.Failed);
        service.Engine.ChosenVersions.ShouldBeEmpty();
    }

    private static async Task Outcomes(Training trainer, int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (trainer.Trainer.Outcomes.Count < count)
        {
            await Task.Delay(10, limit.Token);
        }
    }

    private static Task More(LiveService service, int minute = 20_000)
    {
        var random = new SplittableRandom(3);
        var set = new ChangeSet();
        for (var watch = 0; watch < 240; watch++)
        {
            var user = watch % SmallService.Users;
            var film = 2 * random.Next(SmallService.Films / 2) + (random.Next(10) < 9 ? user % 2 : 1 - user % 2);
            set.Put(LiveService.Watch($"user-{user}", $"film-{film}", minute + watch));
        }

        return service.Engine.Apply(set);
    }

    /// <summary>A trainer with a queue of its own, closed in their order.</summary>
    private sealed class Training : IAsyncDisposable
    {
        public Training(LiveService service, TrainingPlan plan)
        {
            Jobs = new JobQueue(Path.Combine(service.Workspace.ReportsDirectory, "jobs"), TimeProvider.System);
            Trainer = new BackgroundTrainer(service.Engine, service.Workspace, Jobs, plan, TimeProvider.System);
        }

        public JobQueue Jobs { get; }

        public BackgroundTrainer Trainer { get; }

        public async ValueTask DisposeAsync()
        {
            await Trainer.DisposeAsync();
            await Jobs.DisposeAsync();
        }
    }
}

using Marquee.Data;
using Marquee.Numerics;
using static Marquee.Live.Tests.LiveService;

namespace Marquee.Live.Tests;

public class LiveEngineTests
{
    [Fact]
    public async Task What_was_acknowledged_is_in_the_next_answer_and_after_a_restart()
    {
        await using var service = new LiveService();
        var receipt = await service.Engine.Apply(new ChangeSet().Put(Watch("ann", "heat")).Put(Thumb("ann", "jaws", up: false)));

        receipt.New.ShouldBe(2);
        var ann = service.Engine.FindUser("ann").ShouldNotBeNull();
        ann.History(0).Items.ToArray().ShouldBe([service.Engine.Catalogue.IndexOf("heat")]);
        ann.Disliked.ToArray().ShouldBe([service.Engine.Catalogue.IndexOf("jaws")]);
        ann.Version.ShouldBe(receipt.Version);

        var told = Told.Of(service.Engine);
        await service.Restart();
        Told.Of(service.Engine).ShouldBe(told);
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    [InlineData(4UL)]
    public async Task Tells_the_same_as_a_store_that_is_read_anew_whatever_was_changed(ulong seed)
    {
        await using var service = new LiveService();
        var random = new SplittableRandom(seed);
        for (var round = 0; round < 60; round++)
        {
            var set = new ChangeSet();
            for (var change = random.Next(4); change >= 0; change--)
            {
                Add(set, random);
            }

            await service.Engine.Apply(set);
            if (round % 20 == 13)
            {
                await service.Engine.Reload(CancellationToken.None);
            }

            if (round % 15 == 7)
            {
                var told = Told.Of(service.Engine);
                await service.Restart();
                Told.Of(service.Engine).ShouldBe(told);
            }
        }

        await using var other = LiveEngine.Open(service.OpenStore(), service.Models, service.Options, TimeProvider.System);
        Told.Of(service.Engine).ShouldBe(Told.Of(other));
        service.Engine.Version.ShouldBe(other.Version);
    }

    [Fact]
    public async Task Tells_a_model_what_a_snapshot_would()
    {
        await using var service = new LiveService();
        var random = new SplittableRandom(7);
        for (var round = 0; round < 40; round++)
        {
            var set = new ChangeSet();
            Add(set, random);
            Add(set, random);
            await service.Engine.Apply(set);
        }

        using var store = service.OpenStore();
        var snapshot = store.LoadSnapshot();
        var seen = new Recommenders.SeenItems(snapshot);
        for (var user = 0; user < snapshot.Users.Count; user++)
        {
            Told.Of(service.Engine.User(user).History(5)).ShouldBe(Told.Of(snapshot.HistoryOf(user, 5)));
            service.Engine.User(user).Seen.ToArray().ShouldBe(seen.Of(user).ToArray());
        }
    }

    [Fact]
    public async Task Sees_what_somebody_else_wrote()
    {
        await using var service = new LiveService();
        await service.Engine.Apply(new ChangeSet().Put(Watch("ann", "heat")));
        using (var store = service.OpenStore())
        using (var writer = store.OpenWriter())
        {
            writer.Add(Watch("ben", "jaws"));
            writer.Add(Watch("ann", "alien", minute: 1));
            writer.Commit();
        }

        // The next commit finds that there was another in between.
        await service.Engine.Apply(new ChangeSet().Put(Watch("eve", "babe")));

        service.Engine.FindUser("ben").ShouldNotBeNull();
        service.Engine.FindUser("ann")!.Events.Length.ShouldBe(2);
        var told = Told.Of(service.Engine);
        await service.Restart();
        Told.Of(service.Engine).ShouldBe(told);
    }

    [Fact]
    public async Task Sees_what_somebody_else_wrote_also_where_the_next_commit_changes_nothing()
    {
        await using var service = new LiveService();
        ChangeSet Same() => new ChangeSet { IdempotencyKey = "once" }.Put(Watch("ann", "heat"));
        await service.Engine.Apply(Same());
        using (var store = service.OpenStore())
        using (var writer = store.OpenWriter())
        {
            writer.Add(Watch("ben", "jaws"));
            writer.Commit();
        }

        (await service.Engine.Apply(Same())).Replayed.ShouldBeTrue();
        service.Engine.FindUser("ben").ShouldNotBeNull();
        (await service.Engine.Apply(new ChangeSet().Put(Watch("ann", "heat")))).Unchanged.ShouldBe(1);
    }

    [Fact]
    public async Task A_set_that_erases_an_item_and_what_was_done_with_it_is_carried_out_whole()
    {
        await using var service = new LiveService();
        await service.Engine.Apply(new ChangeSet().Put(Watch("ann", "heat")).Put(Watch("ann", "jaws", 1)).Put(Watch("ben", "heat")));
        await Task.WhenAll(
            service.Engine.Apply(new ChangeSet().DeleteItem("heat").DeleteInteractions("ann")),
            service.Engine.Apply(new ChangeSet().DeleteInteractions("ben")),
            service.Engine.Apply(new ChangeSet().Put(Watch("eve", "heat", 5))));

        service.Engine.FindUser("ann")!.Events.Length.ShouldBe(0);
        service.Engine.FindUser("ben")!.Events.Length.ShouldBe(0);
        var told = Told.Of(service.Engine);
        await service.Restart();
        Told.Of(service.Engine).ShouldBe(told);
    }

    [Fact]
    public async Task Refuses_one_kind_too_many_before_anything_of_the_set_is_written()
    {
        await using var service = new LiveService();
        var many = new ChangeSet();
        for (var kind = 0; kind < 990; kind++)
        {
            many.Put(Watch("ann", "heat") with { Kind = $"kind {kind}" });
        }

        await service.Engine.Apply(many);
        var more = new ChangeSet().Put(Watch("ben", "heat"));
        for (var kind = 0; kind < 20; kind++)
        {
            more.Put(Watch("ben", "heat") with { Kind = $"further kind {kind}" });
        }

        (await Should.ThrowAsync<ArgumentException>(() => service.Engine.Apply(more))).Message.ShouldContain("1000 kinds");
        service.Engine.FindUser("ben").ShouldBeNull();
    }

    [Fact]
    public async Task What_is_committed_while_the_store_is_read_anew_stays()
    {
        await using var service = new LiveService();
        await service.Engine.Apply(new ChangeSet().Put(Watch("ann", "heat")).Put(Watch("ben", "jaws")).Put(new Item { Id = "alien", Title = "Alien" }));
        var gate = new GatedStore(service.OpenStore());
        await using var engine = LiveEngine.Open(gate, service.Models, service.Options, TimeProvider.System);
        // Where nothing was written, nothing is read anew.
        (await engine.Reload(TestContext.Current.CancellationToken)).ShouldBeSameAs(engine.Snapshot);
        await engine.Apply(new ChangeSet().Put(Watch("ann", "jaws", 2)));
        gate.Close();
        var reload = engine.Reload(TestContext.Current.CancellationToken);
        await gate.Read;
        await engine.Apply(new ChangeSet().Put(Watch("ann", "babe", 1)).Put(Watch("kim", "fargo")).DeleteUser("ben").UpdateItem("alien", item => item! with { Title = "Aliens" }).DeleteItem("heat"));
        gate.Open();
        await reload;

        engine.FindUser("ben").ShouldBeNull();
        engine.Catalogue[engine.Catalogue.IndexOf("alien")].Title.ShouldBe("Aliens");
        var told = Told.Of(engine);
        await using var other = LiveEngine.Open(service.OpenStore(), service.Models, service.Options, TimeProvider.System);
        told.ShouldBe(Told.Of(other));
    }

    [Fact]
    public async Task Readers_never_see_half_of_anything_while_others_write_and_the_store_is_read_anew()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var readers = Enumerable.Range(0, 3).Select(reader => Task.Run(() =>
        {
            var random = new SplittableRandom((ulong)reader);
            while (!stop.IsCancellationRequested)
            {
                var user = service.Engine.User(random.Next(service.Engine.UserCount));
                var catalogue = service.Engine.Catalogue;
                foreach (var one in user.Events)
                {
                    one.Item.ShouldBeLessThan(catalogue.Count);
                    catalogue[one.Item].ShouldNotBeNull();
                }

                var seen = user.Seen.ToArray();
                answers.Recommend(user, new ListRequest()).Items.Select(line => line.Index).Intersect(seen).ShouldBeEmpty();
                answers.Home(user, new HomeRequest { Rows = 3 }).Rows.SelectMany(row => row.List.Items).Select(line => line.Index).ShouldBeUnique();
            }
        })).ToArray();
        for (var writes = 0; writes < 100; writes++)
        {
            await service.Engine.Apply(new ChangeSet().Put(Watch($"user-{writes % 40}", $"film-{writes % 61}", 9000 + writes)).Put(SmallService.Film(100 + (writes % 30)) with { Title = $"{writes}" }));
            if (writes % 25 == 24)
            {
                await service.Engine.Apply(new ChangeSet().DeleteItem($"film-{100 + (writes % 30)}"));
                await service.Engine.Reload(CancellationToken.None);
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Looks_around_for_what_somebody_else_wrote()
    {
        await using var service = new LiveService(new LiveOptions { LookAround = TimeSpan.FromMilliseconds(20) });
        using (var store = service.OpenStore())
        using (var writer = store.OpenWriter())
        {
            writer.Add(Watch("ben", "jaws"));
            writer.Commit();
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (service.Engine.FindUser("ben") is null)
        {
            await Task.Delay(10, limit.Token);
        }
    }

    [Fact]
    public async Task Keeps_one_of_a_kind_where_it_is_asked_to()
    {
        await using var service = new LiveService();
        await service.Engine.Apply(new ChangeSet().Put(Watch("ann", "heat", 0, .2f)).Put(Watch("ann", "heat", 1, .4f)));
        var replaced = await service.Engine.Apply(new ChangeSet().Put(Watch("ann", "heat", 2, .9f), RepeatRule.ReplaceKind));
        replaced.Deleted.ShouldBe(2);
        service.Engine.FindUser("ann")!.Events.ToArray().Select(one => one.Progress).ShouldBe([.9f]);

        var kept = await service.Engine.Apply(new ChangeSet().Put(Watch("ann", "heat", 3, .1f), RepeatRule.KeepFirst).Put(Thumb("ann", "heat", up: true), RepeatRule.KeepFirst));
        (kept.New, kept.Unchanged).ShouldBe((1, 1));
        service.Engine.FindUser("ann")!.Events.Length.ShouldBe(2);
        var told = Told.Of(service.Engine);
        await service.Restart();
        Told.Of(service.Engine).ShouldBe(told);
    }

    [Fact]
    public async Task Carries_out_a_request_once_however_often_it_comes()
    {
        await using var service = new LiveService();
        ChangeSet Request(string item) => new ChangeSet { IdempotencyKey = "k1", IdempotencyContent = item }.Put(Watch("ann", item) with { Time = null });

        var first = await service.Engine.Apply(Request("heat"));
        var again = await service.Engine.Apply(Request("heat"));
        await service.Restart();
        var later = await service.Engine.Apply(Request("heat"));

        (first.New, first.Replayed).ShouldBe((1, false));
        (again.New, again.Replayed).ShouldBe((1, true));
        (later.New, later.Replayed).ShouldBe((1, true));
        service.Engine.FindUser("ann")!.Events.Length.ShouldBe(1);
        (await Should.ThrowAsync<IdempotencyException>(() => service.Engine.Apply(Request("jaws")))).Message.ShouldContain("'k1'");
    }

    [Fact]
    public async Task Changes_a_record_in_view_of_what_it_was()
    {
        await using var service = new LiveService();
        await service.Engine.Apply(new ChangeSet().Put(new Item { Id = "heat", Title = "Heat" }));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => service.Engine.Apply(
            new ChangeSet().UpdateItem("heat", item => item! with { Labels = ValueList.Create<string>([.. item.Labels, $"label {number}"]) }))));
        service.Engine.Catalogue[0].Labels.Count.ShouldBe(50);

        await service.Engine.Apply(new ChangeSet().UpdateItem("none", item => item));
        service.Engine.Catalogue.IndexOf("none").ShouldBe(-1);
    }

    [Fact]
    public async Task Leaves_nothing_of_a_set_whose_update_fails_and_everything_of_the_others()
    {
        await using var service = new LiveService();
        var bad = service.Engine.Apply(new ChangeSet().Put(Watch("ann", "heat")).UpdateUser("ann", _ => throw new InvalidOperationException("no")));
        var good = service.Engine.Apply(new ChangeSet().Put(Watch("ben", "heat")));

        (await Should.ThrowAsync<InvalidOperationException>(() => bad)).Message.ShouldBe("no");
        await good;
        service.Engine.FindUser("ann").ShouldBeNull();
        service.Engine.FindUser("ben").ShouldNotBeNull();
    }

    [Fact]
    public async Task Erases_a_user_and_an_item_with_all_that_was_done()
    {
        await using var service = new LiveService();
        await service.Engine.Apply(new ChangeSet().Put(Watch("ann", "heat")).Put(Watch("ben", "heat")).Put(Watch("ben", "jaws")));
        await service.Restart();
        (await service.Engine.Apply(new ChangeSet().DeleteUser("ann").DeleteItem("heat").DeleteItem("nothing"))).Deleted.ShouldBe(2);

        service.Engine.FindUser("ann").ShouldBeNull();
        service.Engine.Catalogue.IndexOf("heat").ShouldBe(-1);
        service.Engine.FindUser("ben")!.Seen.ToArray().ShouldBe([service.Engine.Catalogue.IndexOf("jaws")]);

        await service.Engine.Apply(new ChangeSet().Put(Watch("ann", "heat", 5)));
        service.Engine.FindUser("ann")!.Index.ShouldBe(2);
        var told = Told.Of(service.Engine);
        await service.Restart();
        Told.Of(service.Engine).ShouldBe(told);
    }

    [Fact]
    public void Refuses_a_bad_record_before_anything_is_begun() =>
        Should.Throw<ArgumentException>(() => new ChangeSet().Put(Watch("ann", "heat", progress: 2))).Message.ShouldContain("progress");

    [Fact]
    public async Task What_is_done_twice_within_a_millisecond_without_a_time_is_done_twice()
    {
        await using var service = new LiveService(time: new StandingTime());
        var once = new Interaction { UserId = "ann", ItemId = "heat", Kind = InteractionKinds.Watch };
        await service.Engine.Apply(new ChangeSet().Put(once).Put(once));
        (await service.Engine.Apply(new ChangeSet().Put(once))).New.ShouldBe(1);

        var now = service.Engine.Now;
        service.Engine.FindUser("ann")!.Events.ToArray().Select(one => one.Time).ShouldBe([now, now + 1, now + 2]);
        await service.Restart();
        service.Engine.FindUser("ann")!.Events.Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_stands_still()
    {
        var time = new StandingTime();
        await using var service = new LiveService(time: time);
        var before = service.Engine.Now;
        time.Now = time.Now.AddHours(-1);
        service.Engine.Now.ShouldBe(before);
        time.Now = time.Now.AddHours(2);
        service.Engine.Now.ShouldBe(before + 3_600_000);
    }

    private static void Add(ChangeSet set, SplittableRandom random)
    {
        string[] users = ["ann", "ben", "eve", "kim"];
        string[] items = ["heat", "jaws", "alien", "babe", "fargo", "up"];
        var user = users[random.Next(users.Length)];
        var item = items[random.Next(items.Length)];
        var minute = random.Next(20);
        _ = random.Next(14) switch
        {
            0 => set.DeleteUser(user),
            1 => set.DeleteItem(item),
            2 => set.DeleteInteractions(user, item),
            3 => set.DeleteInteractions(user, kind: InteractionKinds.Watch),
            4 => set.Put(new User { Id = user, Attributes = AttributeMap.Empty, OptedOut = random.Next(4) == 0 }),
            5 => set.Put(new Item { Id = item, Title = $"title {minute}", Hidden = random.Next(3) == 0 }),
            6 => set.Put(new Interaction { UserId = user, ItemId = "", Kind = InteractionKinds.Search, Text = $"words {minute}", Time = DateTimeOffset.UnixEpoch.AddMinutes(minute) }),
            7 => set.Put(Thumb(user, item, up: false, minute)),
            8 => set.Put(Thumb(user, item, up: true, minute)),
            9 => set.Put(Watch(user, item, minute) with { Kind = InteractionKinds.Rating, Value = 1 + random.Next(5), Progress = null }),
            10 => set.Put(Watch(user, item, minute, random.Next(10) / 10f), RepeatRule.ReplaceKind),
            11 => set.Put(Watch(user, item, minute) with { Kind = InteractionKinds.Impression, Progress = null }, RepeatRule.KeepFirst),
            _ => set.Put(Watch(user, item, minute, random.Next(10) / 10f) with { Session = random.Next(2) == 0 ? null : $"visit {minute}" }),
        };
    }
}

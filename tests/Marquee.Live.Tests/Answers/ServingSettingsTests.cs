using Marquee.Storage;

namespace Marquee.Live.Tests;

public class ServingSettingsTests
{
    [Fact]
    public async Task A_list_that_does_not_ask_otherwise_gets_them_at_once()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        var settings = Open(service, answers);
        var user = service.Engine.FindUser("user-0");
        var before = Ids(answers.Recommend(user, new ListRequest()));

        settings.Change(new ServingDefaults { Diversity = 0.7f });
        var after = Ids(answers.Recommend(user, new ListRequest()));
        after.ShouldNotBe(before);
        after.ShouldBe(Ids(answers.Recommend(user, new ListRequest { Diversity = 0.7f })));
        Ids(answers.Recommend(user, new ListRequest { Diversity = 0 })).ShouldBe(before);
        answers.Home(user, new HomeRequest()).Rows.Single(row => row.Key == "for-you").List.Items.Select(line => line.Item.Id)
            .ShouldBe(answers.Home(user, new HomeRequest { Limits = new ListRequest { Diversity = 0.7f } }).Rows.Single(row => row.Key == "for-you").List.Items.Select(line => line.Item.Id));
        Ids(answers.ForSession(["film-2", "film-4"], new ListRequest())).ShouldBe(Ids(answers.ForSession(["film-2", "film-4"], new ListRequest { Diversity = 0.7f })));

        settings.Change(new ServingDefaults());
        Ids(answers.Recommend(user, new ListRequest())).ShouldBe(before);
    }

    [Fact]
    public async Task Lists_whose_order_means_something_stay_as_they_are()
    {
        await using var service = await SmallService.Start();
        var answers = new Live.Answers(service.Engine);
        var settings = Open(service, answers);
        var popular = Ids(answers.Popular(new ListRequest()));
        var ranked = Ids(answers.Rank(service.Engine.FindUser("user-0"), popular, new ListRequest()));
        settings.Change(new ServingDefaults { Diversity = 1, Calibration = 1, Exploration = 1 });
        Ids(answers.Popular(new ListRequest())).ShouldBe(popular);
        Ids(answers.Rank(service.Engine.FindUser("user-0"), popular, new ListRequest())).ShouldBe(ranked);
    }

    [Fact]
    public async Task Chance_has_its_part_on_first_pages_and_the_log_says_how_likely_each_place_was()
    {
        await using var service = await SmallService.Start();
        var served = Path.Combine(service.Workspace.Directory, "served");
        string id;
        await using (var log = new ServedLog(served))
        {
            var answers = new Live.Answers(service.Engine, log);
            Open(service, answers).Change(new ServingDefaults { Exploration = 0.5f });
            var user = service.Engine.FindUser("user-0");
            var list = answers.Recommend(user, new ListRequest());
            list.Items.ShouldContain(line => line.Propensity < 1);
            id = list.Id;
            answers.Recommend(user, new ListRequest { Offset = 10 }).Items.ShouldAllBe(line => line.Propensity == 1);
            answers.Recommend(user, new ListRequest { Exploration = 0 }).Items.ShouldAllBe(line => line.Propensity == 1);
        }

        var noted = ServedLog.Read(served).Single(list => list.Id == id);
        noted.Propensities.ToArray().ShouldContain(propensity => propensity < 1);
        noted.Propensities.ToArray().ShouldAllBe(propensity => propensity > 0);
    }

    [Fact]
    public async Task They_outlive_a_restart_and_choose_the_model_that_answers()
    {
        await using var service = await SmallService.Start();
        await SmallService.Publish(service, "item-knn");
        service.Engine.Models.Main.Name.ShouldBe("item-knn");
        var settings = Open(service, new Live.Answers(service.Engine));
        Should.Throw<ArgumentException>(() => settings.Change(new ServingDefaults { Model = "none" })).Message.ShouldContain("there are: ease, item-knn");
        Should.Throw<ArgumentException>(() => settings.Change(new ServingDefaults { Calibration = 2 }));
        settings.Current.ShouldBe(new ServingDefaults());
        settings.Change(new ServingDefaults { Model = "ease", MaximumPerFranchise = 2 });
        service.Engine.Models.Main.Label.ShouldBe("ease/1");

        await service.Restart();
        service.Engine.Models.Main.Name.ShouldBe("item-knn");
        var later = Open(service, new Live.Answers(service.Engine));
        later.Current.ShouldBe(new ServingDefaults { Model = "ease", MaximumPerFranchise = 2 });
        service.Engine.Models.Main.Label.ShouldBe("ease/1");
        later.Change(new ServingDefaults());
        service.Engine.Models.Main.Name.ShouldBe("item-knn");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"diversity": 3}""")]
    [InlineData("""{"diversity": "much"}""")]
    public async Task A_damaged_file_is_named(string text)
    {
        await using var service = await SmallService.Start("most-popular");
        File.WriteAllText(PathOf(service), text);
        Should.Throw<StoreException>(() => Open(service, new Live.Answers(service.Engine))).Message.ShouldContain("serving.json is damaged");
    }

    private static ServingSettings Open(LiveService service, Live.Answers answers) => new(PathOf(service), service.Engine, answers, null);

    private static string PathOf(LiveService service) => Path.Combine(service.Workspace.Directory, "serving.json");

    private static string[] Ids(AnsweredList list) => [.. list.Items.Select(line => line.Item.Id)];
}

using System.Text.Json.Nodes;

namespace Marquee.Server.Tests;

public sealed class ListRouteTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.Start();
        (await _server.Ask("POST", "/v1/models/item-knn/train", "{}")).With(202);
        for (var attempt = 0; attempt < 200 && (await _server.Ask("GET", "/v1/models/item-knn/trainings")).Json["trainings"]!.AsArray().Count == 0; attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_thumb_given_now_changes_the_next_answer()
    {
        var before = Ids(await _server.Ask("GET", "/v1/users/viewer-2/recommendations"));
        before.ShouldContain(id => id.StartsWith("comedy"));
        (await _server.Ask("POST", "/v1/interactions", $$"""{"user":"viewer-2","item":"{{before[0]}}","kind":"thumb-down"}""")).With(200);
        Ids(await _server.Ask("GET", "/v1/users/viewer-2/recommendations")).ShouldNotContain(before[0]);
    }

    [Fact]
    public async Task A_list_says_its_model_and_its_items_with_titles_and_scores()
    {
        var list = (await _server.Ask("GET", "/v1/users/viewer-2/recommendations?n=3")).With(200);
        list.MediaType.ShouldBe("application/json");
        list.Json["model"]!.GetValue<string>().ShouldBe("item-knn/1");
        list.Json["id"]!.GetValue<string>().ShouldNotBeEmpty();
        list.Json["items"]!.AsArray().Count.ShouldBe(3);
        list.Json["items"]!.AsArray().ShouldAllBe(item => item!["title"]!.GetValue<string>().Length > 0 && item["score"]!.GetValue<float>() >= 0);
    }

    [Fact]
    public async Task Reasons_come_where_they_are_asked_for()
    {
        var item = (await _server.Ask("GET", "/v1/users/viewer-2/recommendations?n=1&explain=true")).With(200).Json["items"]![0]!;
        item["reasons"]!["text"]!.GetValue<string>().ShouldStartWith("Because you watched Comedy");
        var sum = item["reasons"]!["baseline"]!.GetValue<double>() + item["reasons"]!["contributions"]!.AsArray().Sum(one => one!["score"]!.GetValue<double>());
        sum.ShouldBe(item["score"]!.GetValue<double>(), 1e-4);
    }

    [Fact]
    public async Task Filters_and_limits_are_heeded()
    {
        Ids(await _server.Ask("GET", "/v1/users/viewer-2/recommendations?n=20&category=drama")).ShouldAllBe(id => id.StartsWith("drama"));
        Ids(await _server.Ask("GET", "/v1/users/viewer-2/recommendations?n=20&notCategory=drama&notLabel=paris")).ShouldAllBe(id => id.StartsWith("odd"));
        Ids(await _server.Ask("GET", "/v1/users/viewer-2/recommendations?n=20&filter=category:drama%20OR%20label:paris")).ShouldNotContain("odd/id %2F ü");
        var all = Ids(await _server.Ask("GET", "/v1/users/viewer-2/recommendations?n=20"));
        Ids(await _server.Ask("GET", $"/v1/users/viewer-2/recommendations?n=20&exclude={all[0]},{all[2]}")).ShouldBe(all.Where((_, place) => place is not (0 or 2)));
        Ids(await _server.Ask("GET", "/v1/users/viewer-2/recommendations?n=2&offset=1")).ShouldBe(all[1..3]);
    }

    [Theory]
    [InlineData("/v1/users/viewer-2/recommendations?n=0", "n")]
    [InlineData("/v1/users/viewer-2/recommendations?n=ten", "n")]
    [InlineData("/v1/users/viewer-2/recommendations?count=10", "count")]
    [InlineData("/v1/users/viewer-2/recommendations?filter=category:", "filter")]
    [InlineData("/v1/users/viewer-2/recommendations?diversity=2", "diversity")]
    [InlineData("/v1/users/viewer-2/recommendations?explain=yes", "explain")]
    [InlineData("/v1/users/viewer-2/recommendations?model=none", null)]
    [InlineData("/v1/users/viewer-2/home?cursor=nonsense", null)]
    [InlineData("/v1/search", "q")]
    [InlineData("/v1/latest?user=", "user")]
    public async Task What_is_asked_wrongly_is_refused_with_the_parameter_named(string path, string? field) =>
        ((string?)(await _server.Ask("GET", path)).With(400).Json["field"]).ShouldBe(field);

    [Fact]
    public async Task Visitors_searchers_and_rankers_get_their_lists()
    {
        Ids(await _server.Ask("GET", "/v1/recommendations?items=comedy-1,comedy-2&n=5")).ShouldAllBe(id => id.StartsWith("comedy"));
        Ids(await _server.Ask("GET", "/v1/items/comedy-1/similar?n=3")).ShouldAllBe(id => id.StartsWith("comedy"));
        Ids(await _server.Ask("GET", "/v1/search?q=dram")).ShouldAllBe(id => id.StartsWith("drama"));
        Ids(await _server.Ask("POST", "/v1/rank", """{"user":"viewer-2","items":["drama-1","comedy-9","nobody-knows"]}""")).Order().ShouldBe(["comedy-9", "drama-1"]);
        foreach (var path in new[] { "/v1/popular", "/v1/trending", "/v1/latest", "/v1/recommendations", "/v1/users/stranger/recommendations" })
        {
            Ids(await _server.Ask("GET", path)).ShouldNotBeEmpty(path);
        }

        (await _server.Ask("GET", "/v1/users/viewer-2/similar?n=3")).With(200).Json["users"]!.AsArray().ShouldAllBe(user => user!["id"]!.GetValue<string>() != "viewer-2");
        (await _server.Ask("GET", "/v1/items/nobody-knows/similar")).With(404);
        (await _server.Ask("GET", "/v1/users/stranger/similar")).With(404);
        (await _server.Ask("POST", "/v1/rank", """{"items":"drama-1"}""")).With(400).Json["field"]!.GetValue<string>().ShouldBe("items");
    }

    [Fact]
    public async Task A_home_page_goes_on_without_repetition()
    {
        var seen = new List<string>();
        string? cursor = null;
        var pages = 0;
        do
        {
            var page = (await _server.Ask("GET", $"/v1/users/viewer-2/home?rows=2&rowLength=3{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}")).With(200).Json;
            seen.AddRange(page["rows"]!.AsArray().SelectMany(row => row!["list"]!["items"]!.AsArray()).Select(item => item!["id"]!.GetValue<string>()));
            cursor = (string?)page["cursor"];
        }
        while (cursor is not null && ++pages < 20);
        seen.ShouldNotBeEmpty();
        seen.ShouldBeUnique();
        (await _server.Ask("GET", "/v1/home")).With(200);
    }

    [Fact]
    public async Task Models_are_listed_chosen_and_rolled_back()
    {
        (await _server.Ask("GET", "/v1/models")).With(200).Json["main"]!.GetValue<string>().ShouldBe("item-knn/1");
        (await _server.Ask("POST", "/v1/models/item-knn/rollback")).With(409);
        (await _server.Ask("POST", "/v1/models/item-knn/serve", """{"version":7}""")).With(404);
        (await _server.Ask("POST", "/v1/models/item-knn/serve", """{"version":"1"}""")).With(400);
        (await _server.Ask("POST", "/v1/models/item-knn/serve", """{"version":1}""")).With(200);
        (await _server.Ask("POST", "/v1/models/no-such/serve", """{"version":1}""")).With(404);
        (await _server.Ask("POST", "/v1/models/no-such/train", "{}")).With(404);
        (await _server.Ask("POST", "/v1/models/item-knn/train", """{"options":{"neighbours":-1}}""")).With(400).Json["field"]!.GetValue<string>().ShouldBe("options");
    }

    [Fact]
    public async Task Every_list_is_noted_with_its_propensities()
    {
        var id = (await _server.Ask("GET", "/v1/users/viewer-2/recommendations?surface=mail")).Json["id"]!.GetValue<string>();
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var noted = Storage.ServedLog.Read(Path.Combine(_server.Folder.Path, "served")).FirstOrDefault(list => list.Id == id);
            if (noted is not null)
            {
                noted.Surface.ShouldBe("mail");
                noted.Model.ShouldBe("item-knn/1");
                return;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The list was not noted.");
    }

    private static string[] Ids(Answer answer) => [.. answer.With(200).Json["items"]!.AsArray().Select((JsonNode? item) => item!["id"]!.GetValue<string>())];
}

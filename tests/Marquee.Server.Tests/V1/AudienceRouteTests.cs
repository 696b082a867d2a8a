using System.Text.Json.Nodes;
using Marquee.Data.Demo;
using Marquee.Live;
using Marquee.Storage;
using Marquee.Testing;

namespace Marquee.Server.Tests;

public sealed class AudienceRouteTests
{
    private const string Idea = """{"title":"The Last Ferry","kind":"film","categories":["drama","thriller"],"labels":["class-divide","twist-ending"],"countries":["KR"]}""";

    [Fact]
    public async Task Estimates_an_item_that_does_not_exist_and_answers_when_a_comparable_is_taken_out()
    {
        using var folder = new TemporaryFolder();
        using (var store = Workspace.Create(folder.Path).OpenStore())
        using (var writer = store.OpenWriter())
        {
            new DemoService(new DemoOptions { Viewers = 60 }).CopyTo(writer, CancellationToken.None);
            writer.Commit();
        }

        await using var server = await RunningServer.StartIn(folder);
        var answer = (await Ask($$"""{"describe":{{Idea}},"month":3}""")).With(200).Json;
        var schemas = await SchemaCheck.Of(server);
        schemas.Differences(answer, "AudienceAnswer").ShouldBeEmpty();
        ((string)answer["date"]!).ShouldEndWith("-03-01");
        var markets = answer["markets"]!.AsArray().Select(market => (string)market!).ToArray();
        answer["estimates"]!.AsArray().Select(one => (string?)one!["country"]).ShouldBe(markets.Length > 0 ? markets : new string?[] { null });
        var estimate = answer["estimates"]![0]!;
        Logarithm(estimate["estimate"]).ShouldBe(Logarithm(estimate["base"]) + estimate["comparables"]!.AsArray().Sum(one => (double)one!["contribution"]!), 1e-6);
        ((double)estimate["low"]!).ShouldBeLessThanOrEqualTo((double)estimate["estimate"]!);

        var removed = (string)estimate["comparables"]![0]!["item"]!;
        var without = (await Ask($$"""{"describe":{{Idea}},"month":3,"without":["{{removed}}"]}""")).With(200).Json["estimates"]![0]!;
        without["comparables"]!.AsArray().ShouldNotContain(one => (string)one!["item"]! == removed);
        ((double)without["baseWeight"]!).ShouldBeGreaterThan((double)estimate["baseWeight"]!);

        if (markets.Length > 1)
        {
            (await Ask($$"""{"describe":{{Idea}},"countries":["{{markets[1]}}"]}""")).With(200).Json["estimates"]!.AsArray().Single()!["country"]!.GetValue<string>().ShouldBe(markets[1]);
        }

        foreach (var (body, field) in new[]
        {
            ("{}", "item"),
            ($$"""{"item":"parasite-2019","describe":{{Idea}}}""", "item"),
            ("""{"item":"nothing-of-the-kind"}""", "item"),
            ("""{"describe":"a film"}""", "describe"),
            ("""{"item":"parasite-2019","month":13}""", "month"),
            ("""{"item":"parasite-2019","weeks":0}""", "weeks"),
            ("""{"item":"parasite-2019","countries":["XX"]}""", "countries"),
        })
        {
            ((string?)(await Ask(body)).With(400).Json["field"]).ShouldBe(field, body);
        }

        Task<Answer> Ask(string body) => AskUntilLearned(server, body);
    }

    [Fact]
    public async Task Says_where_too_few_launches_are_known()
    {
        await using var server = await RunningServer.Start();
        ((string)(await AskUntilLearned(server, $$"""{"describe":{{Idea}}}""")).With(409).Json["detail"]!).ShouldContain("an estimate needs 40");
    }

    [Fact]
    public async Task Learns_beside_the_answering_and_answers_with_what_was_learned_before_until_it_is_learned_anew()
    {
        using var folder = new TemporaryFolder();
        var workspace = Workspace.Create(folder.Path);
        using (var store = workspace.OpenStore())
        using (var writer = store.OpenWriter())
        {
            new DemoService(new DemoOptions { Viewers = 60 }).CopyTo(writer, CancellationToken.None);
            writer.Commit();
        }

        await using var engine = LiveEngine.Open(workspace, new LiveOptions(), TimeProvider.System);
        await using var desk = new AudienceDesk(engine, 0, TimeSpan.Zero, TimeProvider.System);
        var cancellation = TestContext.Current.CancellationToken;
        var problem = (await Should.ThrowAsync<ProblemException>(() => desk.Learned(8, cancellation))).Problem;
        (problem.Status, problem.RetryAfter).ShouldBe((503, 2));
        // Another number of weeks has to wait for its turn.
        (await Should.ThrowAsync<ProblemException>(() => desk.Learned(4, cancellation))).Problem.Status.ShouldBe(503);
        var (first, _) = await Until(() => desk.Learned(8, cancellation));
        (await desk.Learned(8, cancellation)).Estimator.ShouldBeSameAs(first);

        await engine.Apply(new ChangeSet().Put(new Data.Item { Id = "the-last-ferry" }), cancellation);
        await engine.Reload(cancellation);
        (await desk.Learned(8, cancellation)).Estimator.ShouldBeSameAs(first);
        while ((await desk.Learned(8, cancellation)).Estimator == first)
        {
            await Task.Delay(20, cancellation);
        }
    }

    private static async Task<T> Until<T>(Func<Task<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (ProblemException exception) when (exception.Problem.Status == 503)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    private static async Task<Answer> AskUntilLearned(RunningServer server, string body)
    {
        while (true)
        {
            var answer = await server.Ask("POST", "/v1/audience", body);
            if (answer.Status != 503)
            {
                return answer;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static double Logarithm(JsonNode? viewers) => Math.Log(1 + (double)viewers!);
}

namespace Marquee.Server.Tests;

/// <summary>Jobs that are asked for wrongly: nothing is put in line, and the field is named.</summary>
public sealed class JobRefusalTests(JobRefusalTests.Shared server) : IClassFixture<JobRefusalTests.Shared>
{
    [Theory]
    [InlineData("""{}""", "type")]
    [InlineData("""{"type":"dream"}""", "type")]
    [InlineData("""{"type":"train"}""", "model")]
    [InlineData("""{"type":"train","model":7}""", "model")]
    [InlineData("""{"type":"train","model":"no-such"}""", "model")]
    [InlineData("""{"type":"train","model":"ease","version":3}""", "model")]
    [InlineData("""{"type":"train","model":"ease","version":0}""", "version")]
    [InlineData("""{"type":"train","model":"ease","options":{"regularisation":3}}""", "options")]
    [InlineData("""{"type":"train","model":"ease","options":{"regularization":-1}}""", "options")]
    [InlineData("""{"type":"train","model":"ease","options":{"regularization":[1]}}""", "options.regularization")]
    [InlineData("""{"type":"train","model":"ease","options":[]}""", "options")]
    [InlineData("""{"type":"train","model":"ease","name":"../ease"}""", "name")]
    [InlineData("""{"type":"train","model":"ease","name":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", "name")]
    [InlineData("""{"type":"train","model":"ease","publish":"always"}""", "publish")]
    [InlineData("""{"type":"train","model":"ease","epochs":3}""", "epochs")]
    [InlineData("""{"type":"evaluate"}""", "models")]
    [InlineData("""{"type":"evaluate","models":[]}""", "models")]
    [InlineData("""{"type":"evaluate","models":"ease"}""", "models")]
    [InlineData("""{"type":"evaluate","models":["ease",7]}""", "models[1]")]
    [InlineData("""{"type":"evaluate","models":["ease",{"model":"no-such"}]}""", "models[1].model")]
    [InlineData("""{"type":"evaluate","models":[{"model":"ease","options":{"x":1}}]}""", "models[0].options")]
    [InlineData("""{"type":"evaluate","models":["ease",{"model":"ease","options":{"regularization":9}}]}""", "models[1].label")]
    [InlineData("""{"type":"evaluate","models":["ease"],"protocol":"guess"}""", "protocol")]
    [InlineData("""{"type":"evaluate","models":["ease"],"metrics":["ndcg"]}""", "metrics")]
    [InlineData("""{"type":"evaluate","models":["ease"],"metrics":[]}""", "metrics")]
    [InlineData("""{"type":"evaluate","models":["ease"],"metrics":["ndcg@1000"]}""", "metrics")]
    [InlineData("""{"type":"evaluate","models":["ease"],"metrics":["ndcg@999999999"]}""", "metrics")]
    [InlineData("""{"type":"evaluate","models":["ease"],"seed":-1}""", "seed")]
    [InlineData("""{"type":"evaluate","models":["ease"],"seeds":0}""", "seeds")]
    [InlineData("""{"type":"tune","model":"ease","metric":"novelty@10"}""", "metric")]
    [InlineData("""{"type":"tune","model":"ease","trials":0}""", "trials")]
    [InlineData("""{"type":"tune","model":"ease","trials":"many"}""", "trials")]
    [InlineData("""{"type":"tune","model":"ease","minutes":0}""", "minutes")]
    [InlineData("""{"type":"tune","model":"ease","search":"luck"}""", "search")]
    [InlineData("""{"type":"tune","model":"ease","only":["factors"]}""", "only")]
    [InlineData("""{"type":"tune","model":"ease","fixed":{"factors":1}}""", "fixed")]
    [InlineData("""{"type":"fairness","model":"ease","userAttributes":["shoes"]}""", "userAttributes")]
    [InlineData("""{"type":"fairness","model":"ease","userAttributes":["country=XX"]}""", "userAttributes")]
    [InlineData("""{"type":"fairness","model":"ease","itemAttributes":["shoes"]}""", "itemAttributes")]
    [InlineData("""{"type":"fairness","model":"ease","metric":"gini@10"}""", "metric")]
    [InlineData("""{"type":"fairness","model":"ease","listLength":0}""", "listLength")]
    [InlineData("""{"type":"fairness","model":"ease","reRankings":["luck"]}""", "reRankings[0].name")]
    [InlineData("""{"type":"fairness","model":"ease","reRankings":["dislikes"]}""", "reRankings[0].name")]
    [InlineData("""{"type":"fairness","model":"ease","reRankings":[{"name":"mmr","strength":2}]}""", "reRankings[0].strength")]
    [InlineData("""{"type":"fairness","model":"ease","reRankings":[{"name":"mmr","strengths":[0.1,-1]}]}""", "reRankings[0].strengths")]
    [InlineData("""{"type":"fairness","model":"ease","reRankings":[{"name":"mmr","strength":0.1,"strengths":[0.2]}]}""", "reRankings[0].strengths")]
    [InlineData("""{"type":"fairness","model":"ease","reRankings":[{"name":"exposure","options":{"raise":"shoes=red"}}]}""", "reRankings[0].options")]
    public async Task A_refusal_names_the_field(string body, string field)
    {
        var refused = (await server.Server.Ask("POST", "/v1/jobs", body)).With(400).Json;
        refused["field"]!.GetValue<string>().ShouldBe(field, body);
        (await server.Server.Ask("GET", "/v1/jobs")).Json["jobs"]!.AsArray().ShouldBeEmpty();
    }

    public sealed class Shared : IAsyncLifetime
    {
        internal RunningServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await RunningServer.Start();

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}

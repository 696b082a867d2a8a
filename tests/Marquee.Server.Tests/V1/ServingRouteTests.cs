using Marquee.Testing;

namespace Marquee.Server.Tests;

public sealed class ServingRouteTests
{
    [Fact]
    public async Task Defaults_are_set_told_noted_and_kept()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await RunningServer.StartIn(folder))
        {
            var schemas = await SchemaCheck.Of(server);
            var before = (await server.Ask("GET", "/v1/serving")).With(200).Json;
            schemas.Differences(before, "Serving").ShouldBeEmpty();
            before["diversity"]!.GetValue<double>().ShouldBe(0);
            var set = (await server.Ask("PUT", "/v1/serving", """{"diversity":0.2,"exploration":1,"maxPerFranchise":2}""")).With(200).Json;
            schemas.Differences(set, "Serving").ShouldBeEmpty();
            set["diversity"]!.GetValue<double>().ShouldBe(0.2, 1e-6);
            set["maxPerFranchise"]!.GetValue<int>().ShouldBe(2);
            (await server.Ask("GET", "/v1/users/viewer-2/recommendations")).With(200).Json["items"]!.AsArray().ShouldContain(item => item!["propensity"]!.GetValue<double>() < 1);
            var change = (await server.Ask("GET", "/v1/changes")).With(200).Json["changes"]![0]!;
            change["action"]!.GetValue<string>().ShouldBe("serving.change");
            change["detail"]!.GetValue<string>().ShouldContain("diversity 0.2");
        }

        await using var later = await RunningServer.StartIn(folder);
        (await later.Ask("GET", "/v1/serving")).Json["exploration"]!.GetValue<double>().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"diversity":2}""", "diversity")]
    [InlineData("""{"calibration":"much"}""", "calibration")]
    [InlineData("""{"exploration":-0.1}""", "exploration")]
    [InlineData("""{"maxPerFranchise":0}""", "maxPerFranchise")]
    [InlineData("""{"model":"no-such"}""", "model")]
    [InlineData("""{"variety":1}""", "variety")]
    public async Task A_refusal_names_the_field_and_changes_nothing(string body, string field)
    {
        await using var server = await RunningServer.Start();
        (await server.Ask("PUT", "/v1/serving", body)).With(400).Json["field"]!.GetValue<string>().ShouldBe(field);
        File.Exists(Path.Combine(server.Folder.Path, "serving.json")).ShouldBeFalse();
    }
}

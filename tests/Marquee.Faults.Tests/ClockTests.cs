using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marquee.Server;
using Marquee.Testing;

namespace Marquee.Faults.Tests;

/// <summary>The machine's clock is set back while the service runs.</summary>
public class ClockTests
{
    [Fact]
    public async Task A_clock_that_steps_back_neither_reorders_what_was_done_nor_keeps_it_from_the_lists()
    {
        using var folder = new TemporaryFolder();
        var time = new SteppingTime();
        await using var tenants = TenantSet.OpenOne(Workspaces.Make(folder.Path), time);
        await using var app = MarqueeServer.Build(tenants, tenants.Configuration with { Urls = ["http://127.0.0.1:0"] });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        await Watch(http, "item-50", "first");
        time.Step(TimeSpan.FromHours(-6));
        await Watch(http, "item-51", "second");
        time.Step(TimeSpan.FromDays(-400));
        await Watch(http, "item-52", "third");

        // The same key again is the same request, whatever the time.
        await Watch(http, "item-52", "third");
        var listed = (await Get(http, "/v1/users/viewer/interactions"))["interactions"]!.AsArray();
        listed.Select(one => one!["item"]!.GetValue<string>()).ShouldBe(["item-52", "item-51", "item-50"]);
        listed.Select(one => one!["time"]!.GetValue<DateTimeOffset>()).ShouldBeInOrder(SortDirection.Descending);
        var recommended = (await Get(http, "/v1/users/viewer/recommendations?n=50"))["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()).ToArray();
        recommended.ShouldNotBeEmpty();
        recommended.ShouldNotContain("item-50");
        recommended.ShouldNotContain("item-51");
        recommended.ShouldNotContain("item-52");
        (await Get(http, "/v1/users/viewer/home"))["rows"]!.AsArray().ShouldNotBeEmpty();
    }

    private static async Task Watch(HttpClient http, string item, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/interactions") { Content = JsonContent.Create(new { user = "viewer", item, kind = "watch", progress = 1 }) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<JsonNode> Get(HttpClient http, string path) => JsonNode.Parse(await http.GetStringAsync(path, TestContext.Current.CancellationToken))!;

    /// <summary>The machine's clock, set otherwise; durations are measured by another, as on every machine.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private long _offset;

        public void Step(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref _offset));
    }
}

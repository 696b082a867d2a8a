using Microsoft.Playwright;

namespace Marquee.Console.Tests;

/// <summary>The page of maps: one is drawn, looked around in, searched, drawn around, compared with another, and read as tables.</summary>
public sealed class MapsPageTests(ConsoleFixture console) : ConsoleTest(console)
{
    private const float Patience = 120_000;

    [Fact]
    public async Task A_map_is_drawn_searched_drawn_around_and_compared()
    {
        await using var service = await NewService();
        await using var page = await Open("maps", service: service);

        // There is none, and a way to have one.
        await page.Page.GetByText("No map yet").WaitForAsync();
        await page.CheckAccessibility();
        await page.Button("Draw a map").ClickAsync();
        await page.CheckAccessibility();
        await page.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Draw", Exact = true }).Last.ClickAsync();
        var canvas = page.Page.Locator("canvas.map-canvas");
        await canvas.WaitForAsync(new() { Timeout = Patience });
        await page.Settled();
        var map = await service.Get("v1/maps/theme");
        var items = map["points"]!.AsArray().Count;
        await page.CheckAccessibility();
        await page.Screenshot("maps", wholePage: true);

        // A title is found, flown to and kept.
        await page.Field("Find a title on the map").FillAsync("parasi");
        await page.Page.GetByRole(AriaRole.Option, new() { Name = "Parasite" }).First.WaitForAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator("[data-item=parasite-2019]").WaitForAsync();
        (await page.Link("Parasite").GetAttributeAsync("href")).ShouldBe("#/items/parasite-2019");

        // It lies in the middle now: the keys find it there, and select it.
        await canvas.FocusAsync();
        await page.Page.Keyboard.PressAsync("Space");
        await page.Heading("1 title selected").WaitForAsync();
        await page.Page.Locator("table tbody tr").GetByText("Parasite").WaitForAsync();
        await page.CheckAccessibility();

        // A line around everything holds everything, but for what it cuts off at the edge.
        await page.Page.Keyboard.PressAsync("0");
        await page.Button("Lasso").ClickAsync();
        var frame = (await canvas.BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(frame.X + 5, frame.Y + 5);
        await page.Page.Mouse.DownAsync();
        foreach (var (x, y) in new[] { (frame.Width - 5, 5f), (frame.Width - 5, frame.Height - 5), (5f, frame.Height - 5) })
        {
            await page.Page.Mouse.MoveAsync(frame.X + x, frame.Y + y, new() { Steps = 3 });
        }

        await page.Page.Mouse.UpAsync();
        await page.Heading($"{items:#,0} titles selected").WaitForAsync();
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Button("CSV").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        lines.Length.ShouldBe(items + 1);
        lines.ShouldContain(line => line.StartsWith("parasite-2019,Parasite,", StringComparison.Ordinal));

        // Another view beside it; what is selected is selected on both.
        await service.Send(HttpMethod.Post, "v1/jobs", """{"type":"map","view":"audience"}""");
        await page.Page.ReloadAsync();
        await page.Page.Locator("option[value=audience]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = Patience });
        await page.Field("Beside it").SelectOptionAsync("audience");
        await canvas.Nth(1).WaitForAsync();
        await page.Field("Colour").SelectOptionAsync("category");
        await page.Settled();
        await page.Page.Locator("details summary").ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = $"Select the titles of {(string)map["clusters"]![0]!["name"]!}" }).First.ClickAsync();
        await page.Heading($"{(int)map["clusters"]![0]!["items"]!:#,0} titles selected").WaitForAsync();
        await page.CheckAccessibility();
        await page.Screenshot("maps-compared", wholePage: true);

        await using var phone = await Open("maps?beside=audience&colour=era", theme: Theme.Dark, narrow: true, service: service);
        await phone.Page.Locator("canvas.map-canvas").Nth(1).WaitForAsync();
        await phone.CheckWidth();
        await phone.CheckAccessibility();
        await phone.Screenshot("maps", wholePage: true);
    }
}

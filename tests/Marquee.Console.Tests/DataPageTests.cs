using System.Text;
using Microsoft.Playwright;

namespace Marquee.Console.Tests;

/// <summary>The page of data: a file is shown as it is understood before it is imported; a broken one is refused with its lines; everything goes out again.</summary>
public sealed class DataPageTests(ConsoleFixture console) : ConsoleTest(console)
{
    private const string Good = "user,item,rating,time\nzoe,parasite-2019,5,2024-11-01T20:00:00Z\nzoe,amelie-2001,4,2024-11-02T20:00:00Z\n";
    private const string Broken = "user,item,rating,time\nzoe,parasite-2019,5,2024-11-01T20:00:00Z\nzoe,amelie-2001,much,2024-11-02T20:00:00Z\n";

    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public async Task What_there_is_is_counted_and_what_is_odd_is_said(Theme theme)
    {
        var statistics = await (await Shared).Get("v1/statistics");
        await using var page = await Open("data", theme: theme);
        await page.Heading("What there is").WaitForAsync();
        (await page.Page.Locator(".stat-value").First.TextContentAsync())!.Replace(",", "").ShouldBe(((int)statistics["users"]!).ToString());
        (await page.Page.Locator(".warnings > li").CountAsync()).ShouldBe(statistics["warnings"]!.AsArray().Count);
        await page.CheckAccessibility();
        await page.Screenshot("data", wholePage: true);
    }

    [Fact]
    public async Task A_file_is_shown_as_it_is_understood_and_imported_only_then()
    {
        await using var service = await NewService();
        await using var page = await Open("data", service: service);
        await Drop(page, "ratings.csv", Good);
        await page.Button("Import").WaitForAsync();
        await page.Page.GetByText("The first records, as they are understood").First.WaitForAsync();
        (await service.Get("v1/users?q=zoe"))["users"]!.AsArray().ShouldBeEmpty();
        await page.CheckAccessibility();
        await page.Screenshot("data-preview", wholePage: true);

        await page.Button("Import").ClickAsync();
        await page.Page.GetByText("Done").First.WaitForAsync();
        await page.Page.GetByText("New interactions").First.WaitForAsync();
        (await service.Get("v1/users?q=zoe"))["users"]!.AsArray().Count.ShouldBe(1);
        (await service.Get("v1/users/zoe/interactions"))["interactions"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_broken_file_is_refused_with_its_lines_unless_they_are_left_out()
    {
        await using var service = await NewService();
        await using var page = await Open("data", service: service);
        await Drop(page, "broken.csv", Broken);
        var line = page.Page.Locator(".preview tbody tr").First;
        await line.WaitForAsync();
        (await line.TextContentAsync())!.ShouldContain("broken.csv");
        (await line.TextContentAsync())!.ShouldContain("3");
        (await page.Button("Import").IsDisabledAsync()).ShouldBeTrue();
        await page.Screenshot("data-broken");

        await page.Page.GetByLabel("Leave the bad lines out").CheckAsync();
        await page.Button("Import").ClickAsync();
        await page.Page.GetByText("Bad lines left out").First.WaitForAsync();
        (await service.Get("v1/users/zoe/interactions"))["interactions"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Everything_goes_out_as_one_file()
    {
        await using var page = await Open("data");
        var waiting = page.Page.WaitForDownloadAsync();
        await page.Link("Export everything").ClickAsync();
        var download = await waiting;
        download.SuggestedFilename.ShouldBe("marquee.jsonl");
        using var reader = new StreamReader(await download.CreateReadStreamAsync());
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken))!.ShouldStartWith("{\"type\":");
    }

    private static Task Drop(ConsolePage page, string name, string text) =>
        page.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
}

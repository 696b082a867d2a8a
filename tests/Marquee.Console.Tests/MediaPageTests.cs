using Microsoft.Playwright;

namespace Marquee.Console.Tests;

/// <summary>The page of how an item looks and sounds: what counts of it, and what is near by each.</summary>
public sealed class MediaPageTests(ConsoleFixture console) : ConsoleTest(console)
{
    private const string Place = "items/parasite-2019/media";

    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public async Task It_shows_what_counts_and_what_is_near_by_each(Theme theme)
    {
        var media = await (await Shared).Get("v1/items/parasite-2019/media?n=10");
        await using var page = await Open(Place, theme: theme);
        await page.Heading("Parasite").WaitForAsync();
        foreach (var modality in media["modalities"]!.AsArray())
        {
            var near = page.Page.Locator($"[data-modality='{modality!["name"]}']");
            (await near.Locator(".card-title").AllTextContentsAsync()).ShouldBe(modality["nearest"]!.AsArray().Select(item => (string)item!["title"]!));
        }

        media["modalities"]!.AsArray().Count.ShouldBe(3);
        var shares = await page.Page.Locator(".shares-value").AllTextContentsAsync();
        shares.Count.ShouldBe(2);
        await page.CheckAccessibility();
        await page.Screenshot("item-media", wholePage: true);
    }

    [Fact]
    public async Task The_pages_of_an_item_lead_to_each_other()
    {
        await using var page = await Open("items/parasite-2019");
        await page.Link("Picture and sound").ClickAsync();
        await page.Settled();
        await page.Heading("What counts").WaitForAsync();
        await page.Link("All that is known of it").ClickAsync();
        await page.Settled();
        await page.Heading("What is like it").WaitForAsync();
    }

    [Fact]
    public async Task What_is_missing_is_said_to_be()
    {
        await using var page = await Open("items/breaking-bad-2008/media");
        await page.Page.GetByText("Missing here: sound").WaitForAsync();
        await page.Role(AriaRole.Row, "Sound").GetByText("missing").WaitForAsync();
        await page.Go($"items/{SeenAndHeard.Without}/media");
        await page.Page.GetByText("Neither picture nor sound of it").WaitForAsync();
        await page.CheckAccessibility();
    }

    [Fact]
    public async Task An_item_that_does_not_exist_is_said_not_to()
    {
        await using var page = await Open("items/nothing-of-the-kind/media");
        await page.Page.GetByRole(AriaRole.Alert).WaitForAsync();
    }

    [Fact]
    public async Task The_page_fits_a_phone()
    {
        await using var page = await Open(Place, narrow: true);
        await page.Page.Locator(".shares").First.WaitForAsync();
        await page.CheckWidth();
        await page.Screenshot("item-media", wholePage: true);
    }
}

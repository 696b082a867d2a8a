using Microsoft.Playwright;

namespace Marquee.Console.Tests;

/// <summary>The page of fairness: a report is made, a re-ranking shows its price, and is applied only then.</summary>
public sealed class FairnessPageTests(ConsoleFixture console) : ConsoleTest(console)
{
    private const float Patience = 180_000;

    [Fact]
    public async Task A_re_ranking_shows_its_price_before_it_is_applied()
    {
        await using var service = await NewService();
        await using var page = await Open("fairness", service: service);
        await page.Button("Measure").ClickAsync();
        await page.Field("Model").SelectOptionAsync("ease");
        await page.Page.Locator("dialog").GetByLabel("mmr", new() { Exact = true }).UncheckAsync();
        await page.CheckAccessibility();
        await page.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Measure", Exact = true }).Last.ClickAsync();
        var price = page.Page.Locator("[data-price=calibrated]");
        await price.WaitForAsync(new() { Timeout = Patience });
        await page.Settled();
        await page.CheckAccessibility();
        await page.Screenshot("fairness", wholePage: true);

        var shown = await price.Locator(".stat-value").First.TextContentAsync();
        await price.GetByRole(AriaRole.Slider).FillAsync("7");
        (await price.Locator(".stat-value").First.TextContentAsync()).ShouldNotBe(shown);
        ((double)(await service.Get("v1/serving"))["calibration"]!).ShouldBe(0);

        await price.GetByRole(AriaRole.Button, new() { NameRegex = new("^Apply") }).ClickAsync();
        await price.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).WaitForAsync();
        ((double)(await service.Get("v1/serving"))["calibration"]!).ShouldBeGreaterThan(0);
        await price.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await price.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        ((double)(await service.Get("v1/serving"))["calibration"]!).ShouldBe(0);
    }
}

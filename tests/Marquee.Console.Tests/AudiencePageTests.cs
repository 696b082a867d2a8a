using System.Globalization;
using Microsoft.Playwright;

namespace Marquee.Console.Tests;

/// <summary>The page of audiences: a title that is not there is described, placed in countries and a month, and a comparable is taken out.</summary>
public sealed class AudiencePageTests(ConsoleFixture console) : ConsoleTest(console)
{
    // The first estimate learns how launches fared.
    private const float Patience = 180_000;

    // Until then the service says that it is being learned, and the page asks again.
    private const string BeingLearned = "503.*v1/audience";

    [Fact]
    public async Task A_title_is_described_and_the_estimate_answers_to_what_is_changed()
    {
        await using var page = await Open("audience");
        page.Expect(BeingLearned);
        await page.Page.GetByText("Nothing to go by yet").WaitForAsync();
        await page.CheckAccessibility();

        // Described, from nothing.
        await page.Field("Categories").FillAsync("drama, thriller");
        await page.Field("Countries of origin").FillAsync("KR");
        await page.Heading("What it leans on").WaitForAsync(new() { Timeout = Patience });
        await page.Field("Labels").FillAsync("twist-ending");
        await Months(page);
        await page.Settled();
        await page.CheckAccessibility();
        await page.Screenshot("audience", wholePage: true);

        // A comparable is taken out, and put back.
        var comparables = page.Page.Locator("[aria-labelledby=comparables] tbody th a");
        var title = (await comparables.First.TextContentAsync())!;
        await page.Page.GetByRole(AriaRole.Button, new() { Name = $"Take out {title}", Exact = true }).ClickAsync();
        var back = page.Page.GetByRole(AriaRole.Button, new() { Name = $"Put back {title}", Exact = true });
        await back.WaitForAsync();
        await comparables.GetByText(title, new() { Exact = true }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await back.ClickAsync();
        await comparables.GetByText(title, new() { Exact = true }).WaitForAsync();

        // Another month.
        await page.Field("Launched in").SelectOptionAsync("3");
        (await page.Page.EvaluateAsync<string>("() => location.hash")).ShouldContain("month=3");

        // Fewer countries: fewer viewers.
        await Months(page);
        await page.Settled();
        var viewers = page.Page.Locator(".stat-value").First;
        var before = await viewers.TextContentAsync();
        var countries = page.Page.Locator("input[type=checkbox]");
        for (var country = 0; country < await countries.CountAsync() - 1; country++)
        {
            await countries.Nth(country).UncheckAsync();
        }

        await page.Page.WaitForFunctionAsync("before => { const text = document.querySelector('.stat-value').textContent; return text !== '…' && text !== before; }", before);
        await page.Settled();
        var everywhere = Number(before);
        Number(await viewers.TextContentAsync()).ShouldBeLessThan(everywhere);
        await page.CheckAccessibility();
    }

    [Fact]
    public async Task A_title_begins_as_another_on_a_phone()
    {
        await using var page = await Open("audience", theme: Theme.Dark, narrow: true);
        page.Expect(BeingLearned);
        await page.Field("Begin as a title like").FillAsync("parasite");
        await page.Page.GetByRole(AriaRole.Option, new() { Name = "Parasite" }).First.ClickAsync();
        await page.Heading("What it leans on").WaitForAsync(new() { Timeout = Patience });
        (await page.Field("People").InputValueAsync()).ShouldContain("Bong Joon-ho (director)");
        (await page.Page.Locator("tbody").GetByRole(AriaRole.Link, new() { Name = "Parasite", Exact = true }).CountAsync()).ShouldBe(0);
        await Months(page);
        await page.Settled();
        await page.CheckWidth();
        await page.CheckAccessibility();
        await page.Screenshot("audience", wholePage: true);
    }

    private static Task Months(ConsolePage page) => page.Page.GetByRole(AriaRole.Heading, new() { Name = "Viewers by month of launch" }).WaitForAsync(new() { Timeout = Patience });

    private static double Number(string? text) => double.Parse(text!, NumberStyles.Number, CultureInfo.InvariantCulture);
}

namespace Marquee.Console.Tests;

/// <summary>What holds for every page of the navigation, those included that come later.</summary>
public sealed class EveryPageTests(ConsoleFixture console) : ConsoleTest(console)
{
    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public async Task Every_page_is_accessible_and_the_browser_has_nothing_to_complain_of(Theme theme)
    {
        await using var page = await Open(theme: theme);
        foreach (var (place, name) in await Pages(page))
        {
            await page.Go(place);
            await page.CheckAccessibility();
            await page.Screenshot(name);
            page.Complaints.ShouldBeEmpty(place);
        }
    }

    [Fact]
    public async Task Every_page_fits_a_phone()
    {
        await using var page = await Open(narrow: true);
        foreach (var (place, name) in await Pages(page))
        {
            await page.Go(place);
            await page.CheckWidth();
            await page.Screenshot(name);
        }
    }

    /// <summary>Where the navigation leads, and what its pictures are called.</summary>
    private static async Task<(string Place, string Name)[]> Pages(ConsolePage page)
    {
        var places = await page.Page.EvaluateAsync<string[]>("() => [...new Set([...document.querySelectorAll('nav a[href^=\"#/\"]')].map(link => link.getAttribute('href').slice(2)))]");
        places.ShouldNotBeEmpty();
        return [.. places.Select(place => (place, place.Length > 0 ? place.Replace('/', '-') : "home"))];
    }
}

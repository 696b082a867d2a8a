using System.Globalization;
using Microsoft.Playwright;

namespace Marquee.Console.Tests;

/// <summary>The page of a user: a time line, a taste, two models side by side.</summary>
public sealed class UserPageTests(ConsoleFixture console) : ConsoleTest(console)
{
    private const string User = "viewer-0042";

    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public async Task A_user_shows_what_they_did_and_what_their_taste_is_made_of(Theme theme)
    {
        await using var page = await Open($"users/{User}", theme: theme);
        await page.Heading(User).WaitForAsync();
        await page.Page.Locator(".chart svg").First.WaitForAsync();
        await page.Page.Locator(".taste .shares").First.WaitForAsync();
        await page.Page.Locator(".lines li").First.WaitForAsync();
        await page.CheckAccessibility();
        await page.Screenshot("user", wholePage: true);
    }

    [Fact]
    public async Task The_time_line_as_a_table_has_every_event()
    {
        var events = (await (await Shared).Get($"v1/users/{User}/interactions?limit=1000"))["interactions"]!.AsArray();
        await using var page = await Open($"users/{User}");
        await page.Button("Table").ClickAsync();
        (await page.Page.Locator(".chart tbody tr").CountAsync()).ShouldBe(events.Count);
    }

    [Fact]
    public async Task Two_models_stand_side_by_side_and_each_reason_adds_up_to_its_score()
    {
        await using var page = await Open($"users/{User}");
        await page.Field("First model").SelectOptionAsync("ease");
        await page.Field("Second model").SelectOptionAsync("als");
        await page.Settled();
        var sides = page.Page.Locator(".halves > .sheet");
        (await sides.CountAsync()).ShouldBe(2);
        foreach (var (side, model) in new[] { (0, "ease"), (1, "als") })
        {
            var list = (await (await Shared).Get($"v1/users/{User}/recommendations?model={model}&n=10"))["items"]!.AsArray();
            await Assertions.Expect(sides.Nth(side).Locator(".line-title")).ToHaveTextAsync(list.Select(item => (string)item!["title"]!));
            await sides.Nth(side).GetByText("Why this score?").First.ClickAsync();
            var why = sides.Nth(side).Locator(".why").First;
            await why.WaitForAsync();
            var parts = await why.Locator("tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.value)");
            var score = await why.Locator("tfoot tr").GetAttributeAsync("data-value");
            parts.Sum(part => decimal.Parse(part, CultureInfo.InvariantCulture)).ShouldBe(decimal.Parse(score!, CultureInfo.InvariantCulture), 0.0001m);
        }
    }

    [Fact]
    public async Task A_user_is_found_by_the_beginning_of_their_id()
    {
        await using var page = await Open("users");
        await page.Role(AriaRole.Combobox).First.FillAsync("viewer-0042");
        await page.Role(AriaRole.Option).First.ClickAsync();
        await page.Heading(User).WaitForAsync();
    }

    [Fact]
    public async Task The_page_of_a_user_fits_a_phone()
    {
        await using var page = await Open($"users/{User}", narrow: true);
        await page.Page.Locator(".lines li").First.WaitForAsync();
        await page.CheckWidth();
    }
}

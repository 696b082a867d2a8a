using Microsoft.Playwright;

namespace Marquee.Console.Tests;

/// <summary>The pages of models: a model is trained, compared, published and rolled back; options are searched; what is at work can be stopped.</summary>
public sealed class ModelsPageTests(ConsoleFixture console) : ConsoleTest(console)
{
    private const float Patience = 120_000;

    [Fact]
    public async Task A_model_is_trained_compared_published_and_rolled_back()
    {
        await using var service = await NewService();
        await using var page = await Open("models", service: service);

        // Trained, and kept back.
        await page.Button("Train").ClickAsync();
        await page.Field("Family").SelectOptionAsync("ease");
        await page.Field("Keep it back").CheckAsync();
        await page.Page.Locator("dialog summary").ClickAsync();
        await page.Field("regularization").FillAsync("77");
        await page.CheckAccessibility();
        await page.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Train", Exact = true }).Last.ClickAsync();
        await page.Heading("Published as version 2").WaitForAsync(new() { Timeout = Patience });
        await page.Screenshot("job-train");
        Served(await service.Get("v1/models")).ShouldBe(1);

        // Compared.
        await page.Page.GotoAsync($"{service.Address}#/models");
        await page.Button("Compare").ClickAsync();
        await page.Field("most-popular").WaitForAsync();
        foreach (var box in await page.Page.Locator("dialog input[type=checkbox]:checked").AllAsync())
        {
            await page.Page.Locator("dialog input[type=checkbox]:checked").First.UncheckAsync();
        }

        await page.Page.Locator("dialog").GetByLabel("most-popular", new() { Exact = true }).CheckAsync();
        await page.Page.Locator("dialog").GetByLabel("ease", new() { Exact = true }).CheckAsync();
        await page.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Compare", Exact = true }).Last.ClickAsync();
        await page.Heading("What was found").WaitForAsync(new() { Timeout = Patience });
        await page.Settled();
        (await page.Page.GetByText("In pairs, user by user").CountAsync()).ShouldBe(1);
        (await page.Page.Locator("table tbody tr").First.TextContentAsync())!.ShouldStartWith("ease");
        await page.CheckAccessibility();
        await page.Screenshot("job-evaluate", wholePage: true);

        // Published, and taken back.
        await page.Page.GotoAsync($"{service.Address}#/models/ease");
        await page.Button("Publish version 2").WaitForAsync();
        await page.CheckAccessibility();
        await page.Button("Publish version 2").ClickAsync();
        await page.Page.Locator("tbody tr:has(.badge.good) th").Filter(new() { HasText = "2" }).WaitForAsync();
        Served(await service.Get("v1/models")).ShouldBe(2);
        await page.Screenshot("model", wholePage: true);
        await page.Button("Roll back").ClickAsync();
        await page.Page.Locator("tbody tr:has(.badge.good) th").Filter(new() { HasText = "1" }).WaitForAsync();
        Served(await service.Get("v1/models")).ShouldBe(1);
    }

    [Fact]
    public async Task An_option_that_is_refused_is_said_where_it_stands()
    {
        await using var page = await Open("models");
        await page.Button("Train").ClickAsync();
        await page.Field("Family").SelectOptionAsync("ease");
        await page.Page.Locator("dialog summary").ClickAsync();
        await page.Field("regularization").FillAsync("-5");
        await page.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Train", Exact = true }).Last.ClickAsync();
        await page.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        (await page.Page.GetByRole(AriaRole.Alert).TextContentAsync())!.ShouldContain("regularization");
    }

    [Fact]
    public async Task A_search_shows_its_trials_while_it_runs_and_can_be_stopped()
    {
        await using var service = await NewService();
        await using var page = await Open("models", service: service);
        await page.Button("Tune").ClickAsync();
        await page.Field("Family").SelectOptionAsync("als");
        await page.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).Last.ClickAsync();
        await page.Page.Locator("progress").WaitForAsync(new() { Timeout = Patience });
        await page.Heading("What the search found").WaitForAsync(new() { Timeout = Patience });
        await page.Screenshot("job-tune", wholePage: true);
        await page.Button("Cancel").ClickAsync();
        await page.Page.GetByText("Cancelled").First.WaitForAsync(new() { Timeout = Patience });
        (await page.Heading("What the search found").CountAsync()).ShouldBe(1);
    }

    private static int Served(System.Text.Json.Nodes.JsonNode models) =>
        (int)models["models"]!.AsArray().First(model => (string)model!["name"]! == "ease")!["version"]!;
}

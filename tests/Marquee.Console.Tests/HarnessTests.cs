namespace Marquee.Console.Tests;

/// <summary>That what watches over the pages sees what it should.</summary>
public sealed class HarnessTests(ConsoleFixture console) : ConsoleTest(console)
{
    [Fact]
    public async Task What_breaks_a_rule_of_accessibility_is_told_with_its_place()
    {
        await using var page = await Open();
        await page.Page.EvaluateAsync("() => document.querySelector('main').insertAdjacentHTML('beforeend', '<button id=\"nameless\"></button>')");
        (await Assert.ThrowsAsync<ShouldAssertException>(page.CheckAccessibility)).Message.ShouldSatisfyAllConditions(
            message => message.ShouldContain("button-name (critical)"),
            message => message.ShouldContain("#nameless"));
    }

    [Fact]
    public async Task What_the_policy_blocks_and_what_nobody_catches_is_a_complaint()
    {
        var page = await Open();
        await page.Page.EvaluateAsync("() => { const script = document.createElement('script'); script.textContent = 'window.inline = true'; document.head.append(script); }");
        await page.Page.EvaluateAsync("() => { setTimeout(() => { throw new Error('nobody catches this'); }); }");
        await page.Page.EvaluateAsync("() => fetch('https://elsewhere.example/').catch(() => {})");
        await page.Page.WaitForTimeoutAsync(100);
        (await page.Page.EvaluateAsync<bool>("() => window.inline === undefined")).ShouldBeTrue();
        var told = (await Assert.ThrowsAsync<ShouldAssertException>(async () => await page.DisposeAsync())).Message;
        told.ShouldContain("script-src");
        told.ShouldContain("connect-src");
        told.ShouldContain("nobody catches this");
    }

    [Fact]
    public async Task What_is_wider_than_a_phone_is_told()
    {
        await using var page = await Open(narrow: true);
        await page.Page.EvaluateAsync("() => { const wide = document.createElement('div'); wide.style.width = '500px'; wide.textContent = 'wide'; document.querySelector('main').append(wide); }");
        (await Assert.ThrowsAsync<ShouldAssertException>(page.CheckWidth)).Message.ShouldContain("wider than its window");
    }
}

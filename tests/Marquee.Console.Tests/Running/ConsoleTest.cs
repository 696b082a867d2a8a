using Marquee.Storage;
using Microsoft.Playwright;

namespace Marquee.Console.Tests;

/// <summary>What tests of the console's pages share; <see cref="ConsoleFixture"/> shows how to use it.</summary>
public abstract class ConsoleTest : IAsyncDisposable
{
    private const int TimeoutMilliseconds = 20_000;

    private readonly ConsoleFixture _console;
    private readonly List<ConsoleService> _services = [];

    protected ConsoleTest(ConsoleFixture console)
    {
        Assert.SkipWhen(ConsoleFixture.Reason is not null, ConsoleFixture.Reason ?? "");
        _console = console;
    }

    /// <summary>The service that tests share which only read.</summary>
    private protected Task<ConsoleService> Shared => _console.Shared;

    /// <summary>Opens the console in a window of its own: nothing of what others do there is known to it.</summary>
    /// <param name="place">What stands behind <c>#/</c>.</param>
    /// <param name="theme">Light or dark.</param>
    /// <param name="narrow">As wide as a phone, 360 pixels.</param>
    /// <param name="service">Whose; the shared one where none is named.</param>
    private protected async Task<ConsolePage> Open(string place = "", Theme theme = Theme.Light, bool narrow = false, ConsoleService? service = null)
    {
        service ??= await _console.Shared;
        var browser = await _console.Browser;
        var context = await browser.NewContextAsync(new()
        {
            ColorScheme = theme == Theme.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = narrow ? new() { Width = 360, Height = 740 } : new() { Width = 1280, Height = 800 },
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(TimeoutMilliseconds);
        var page = await ConsolePage.Of(context, theme, narrow);
        await page.GoTo(service, place);
        return page;
    }

    /// <summary>Starts a service of the test's own over a copy of the data; it ends with the test.</summary>
    private protected async Task<ConsoleService> NewService(bool withKey = false, string pathBase = "", Func<ServeConfiguration, ServeConfiguration>? configure = null)
    {
        var service = await _console.NewService(withKey, pathBase, configure);
        _services.Add(service);
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
        {
            await service.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Marquee.Testing;
using Microsoft.Playwright;

namespace Marquee.Console.Tests;

/// <summary>A window with the console, and what a person does there. Disposed of, it fails the test where the browser had something to complain of.</summary>
internal sealed partial class ConsolePage : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly IBrowserContext _context;
    private readonly Theme _theme;
    private readonly bool _narrow;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly List<Regex> _expected = [];
    private readonly ConcurrentDictionary<IRequest, bool> _underWay = new();

    private ConsolePage(IBrowserContext context, IPage page, Theme theme, bool narrow)
    {
        _context = context;
        _theme = theme;
        _narrow = narrow;
        Page = page;
    }

    /// <summary>Playwright's own page, for all that is not here.</summary>
    public IPage Page { get; }

    /// <summary>What the browser complained of so far: errors that were logged or not caught, answers of 5xx, and what the content security policy blocked.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints.Where(complaint => !_expected.Any(expected => expected.IsMatch(complaint)))];

    internal static async Task<ConsolePage> Of(IBrowserContext context, Theme theme, bool narrow)
    {
        var page = new ConsolePage(context, await context.NewPageAsync(), theme, narrow);
        page.Listen();
        return page;
    }

    /// <summary>Opens a place of a service's console, and waits until it is there.</summary>
    public async Task GoTo(ConsoleService service, string place = "")
    {
        await Page.GotoAsync($"{service.Address}#/{place}");
        await Settled();
    }

    /// <summary>Goes to another place of the console, as a link does, and waits until it is there.</summary>
    public async Task Go(string place)
    {
        await Page.EvaluateAsync("place => { location.hash = '#/' + place; }", place);
        await Settled();
    }

    /// <summary>Waits until the page is there and nothing of it is loading: no request is under way, nothing says that it is busy, and so it stays for a moment.</summary>
    public async Task Settled()
    {
        await Page.Locator("main").First.WaitForAsync();
        var clock = Stopwatch.StartNew();
        for (var quiet = 0; quiet < 3;)
        {
            // Two frames: what an event or an answer brings is drawn by then.
            var isBusy = await Page.EvaluateAsync<bool>(
                "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done([...document.querySelectorAll('[aria-busy=\"true\"], .state-loading')].some(one => one.checkVisibility()) || document.querySelector('main').childElementCount === 0))))");
            quiet = isBusy || !_underWay.IsEmpty ? 0 : quiet + 1;
            (clock.Elapsed < s_patience).ShouldBeTrue($"{Page.Url} is still loading: {string.Join(", ", _underWay.Keys.Select(request => request.Url))}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name }).First;

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name }).First;

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name }).First;

    public ILocator Field(string label) => Page.GetByLabel(label).First;

    public ILocator Role(AriaRole role, string? name = null) => Page.GetByRole(role, new() { Name = name });

    /// <summary>Signs in on the page that asks for a key.</summary>
    public async Task SignIn(string key)
    {
        await Page.Locator("main input").First.FillAsync(key);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Says that the browser will complain of something, and that this is right.</summary>
    public void Expect(string pattern) => _expected.Add(new Regex(pattern));

    /// <summary>Keeps a picture in <c>artifacts/screenshots/NAME-light.png</c>, <c>-dark</c>, and <c>-narrow</c> where it is.</summary>
    public async Task Screenshot(string name, bool wholePage = false)
    {
        var folder = Directory.CreateDirectory(RepositoryFiles.PathOf("artifacts/screenshots")).FullName;
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}{(_narrow ? "-narrow" : "")}-{_theme.ToString().ToLowerInvariant()}.png"), FullPage = wholePage });
    }

    /// <summary>Checks the page as it is now with axe-core.</summary>
    public Task CheckAccessibility() => Accessibility.Check(Page);

    /// <summary>Checks that nothing is wider than the window: nobody scrolls sideways.</summary>
    public async Task CheckWidth()
    {
        var overhang = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        overhang.ShouldBeLessThanOrEqualTo(0, $"{Page.Url} is {overhang} pixels wider than its window.");
    }

    public async ValueTask DisposeAsync()
    {
        var complaints = Complaints;
        var url = Page.Url;
        await _context.CloseAsync();
        complaints.ShouldBeEmpty($"The browser complained at {url}:\n{string.Join('\n', complaints)}");
    }

    private void Listen()
    {
        Page.Request += (_, request) =>
        {
            if (request.IsNavigationRequest && request.Frame == Page.MainFrame)
            {
                // What the page before was waiting for, nobody tells the end of.
                _underWay.Clear();
            }

            _underWay[request] = true;
        };
        Page.RequestFinished += (sender, request) => _underWay.TryRemove(request, out _);
        Page.RequestFailed += (sender, request) => _underWay.TryRemove(request, out _);
        Page.Console += (_, message) =>
        {
            // That an answer is a refusal, the browser logs as an error; what the page makes of it, tests see.
            if (message.Type == "error" && !Refused().IsMatch(message.Text))
            {
                _complaints.Enqueue($"{message.Text} ({message.Location})");
            }
        };
        Page.PageError += (_, error) => _complaints.Enqueue($"Not caught: {error}");
        Page.Response += (_, response) =>
        {
            if (response.Status >= 500)
            {
                _complaints.Enqueue($"{response.Status} of {response.Url}");
            }
        };
    }

    [GeneratedRegex("^Failed to load resource: the server responded with a status of 4[0-9][0-9]")]
    private static partial Regex Refused();
}

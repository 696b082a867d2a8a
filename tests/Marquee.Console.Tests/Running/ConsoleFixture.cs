using Marquee.Data.Demo;
using Marquee.Recommenders;
using Marquee.Server;
using Marquee.Storage;
using Marquee.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Marquee.Console.Tests.ConsoleFixture))]

namespace Marquee.Console.Tests;

/// <summary>One Chromium and one filled workspace for all tests of the console.</summary>
/// <remarks>
/// <para>How to test a page: derive from <see cref="ConsoleTest"/>, and open the console in a browser window of the test's own.</para>
/// <code>
/// public sealed class ItemPageTests(ConsoleFixture console) : ConsoleTest(console)
/// {
///     [Fact]
///     public async Task An_item_says_who_watches_it()
///     {
///         await using var page = await Open("items/parasite-2019");         // waits until the page has come and nothing is loading
///         await page.Heading("Parasite").WaitForAsync();                    // Page is Playwright's IPage; Role, Heading, Button, Link, Field find by what a person reads
///         await page.Screenshot("item");                                    // artifacts/screenshots/item-light.png
///         await page.CheckAccessibility();                                  // axe-core; violations are told with their places
///     }                                                                     // errors in the browser's log, and what the content security policy blocked, fail the test here
/// }
/// </code>
/// <para>
/// <c>Open(place, Theme.Dark, narrow: true)</c> opens it dark and 360 pixels wide; <c>page.Go(place)</c> goes on to another place, <c>page.Settled()</c> waits for what a click began. <see cref="Shared"/> is the demo service with fewer viewers and trained models; tests that share it only read, or write what no other
/// test looks at. A test that trains, publishes, imports or makes keys starts a service of its own: <c>await using var service = await NewService();</c> and <c>Open(place, service: service)</c>; it begins with the
/// same data. <c>NewService(withKey: true, pathBase: "/marquee")</c> needs a key (<c>service.Key</c>) and lies behind a path.
/// </para>
/// <para>Tests are skipped, with the reason, where there is no Chromium (<c>MARQUEE_CHROMIUM</c> names one that is not where Debian puts it), or where the build was made without Node.</para>
/// </remarks>
public sealed class ConsoleFixture : IAsyncLifetime
{
    /// <summary>Models that are trained: quick ones of different kinds, the last of which answers.</summary>
    public static readonly IReadOnlyList<string> Models = ["most-popular", "content", "item-knn", "als", "ease"];

    private const int Viewers = 300;

    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<string>> _filled;
    private readonly Lazy<Task<ConsoleService>> _shared;
    private readonly Lazy<Task<IBrowser>> _browser;
    private IPlaywright? _playwright;

    public ConsoleFixture()
    {
        _filled = new(() => Task.Run(Fill));
        _shared = new(async () => await ConsoleService.Start(await _filled.Value, withKey: false, pathBase: ""));
        _browser = new(Launch);
    }

    /// <summary>Why no page can be opened; null where one can.</summary>
    public static string? Reason =>
        Chromium is null ? "There is no Chromium on this machine (Debian's package chromium; or MARQUEE_CHROMIUM names one)."
        : !MarqueeServer.HasConsole ? "This build was made without Node, so there is no console in it."
        : Axe is null ? "axe-core is not in web/node_modules."
        : null;

    /// <summary>The source of axe-core.</summary>
    internal static string? Axe { get; } = RepositoryFiles.PathOf("web/node_modules/axe-core/axe.min.js") is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    /// <summary>The demo service with fewer viewers, without a key.</summary>
    internal Task<ConsoleService> Shared => _shared.Value;

    /// <summary>The browser.</summary>
    internal Task<IBrowser> Browser => _browser.Value;

    private static string? Chromium { get; } =
        new[] { Environment.GetEnvironmentVariable("MARQUEE_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A service of a test's own, over a copy of the same data.</summary>
    internal async Task<ConsoleService> NewService(bool withKey, string pathBase, Func<ServeConfiguration, ServeConfiguration>? configure = null)
    {
        var copy = Directory.CreateDirectory(Path.Combine(_folder.Path, Path.GetRandomFileName())).FullName;
        var filled = await _filled.Value;
        foreach (var file in Directory.EnumerateFiles(filled, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(filled, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return await ConsoleService.Start(copy, withKey, pathBase, configure);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
        {
            await (await _browser.Value).CloseAsync();
            _playwright?.Dispose();
        }

        if (_shared.IsValueCreated)
        {
            await (await _shared.Value).DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<IBrowser> Launch()
    {
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Headless = true, Args = Flags });
    }

    /// <summary>Makes a workspace that is copied from: closed, and so whole in its files.</summary>
    private string Fill()
    {
        var workspace = Workspace.Create(Path.Combine(_folder.Path, "demo"));
        using var store = workspace.OpenStore();
        using (var writer = store.OpenWriter())
        {
            new DemoService(new DemoOptions { Viewers = Viewers }).CopyTo(new SeenAndHeard(writer), CancellationToken.None);
            writer.Commit();
        }

        var snapshot = store.LoadSnapshot(workspace.Configuration.Weighting);
        foreach (var family in Models.Select(ModelCatalogue.Find))
        {
            var model = family.Train(snapshot, family.Options.Defaults, new TrainingContext { Seed = 42 });
            workspace.Models.Publish(family.Name, writer => ModelArchive.Save(family, model, snapshot, writer, snapshot.Events.Times[^1]));
        }

        return workspace.Directory;
    }
}

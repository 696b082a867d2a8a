using System.Globalization;
using System.Text;
using Marquee.Testing;

[assembly: AssemblyFixture(typeof(Marquee.Cli.Tests.Cinema))]

namespace Marquee.Cli.Tests;

/// <summary>
/// A small service that everybody understands: half of its viewers watch comedies, the other half dramas, and everyone saw the same documentary. Tests that
/// only read share its workspace; tests that write take a copy.
/// </summary>
public sealed class Cinema : IAsyncLifetime, IDisposable
{
    /// <summary>Number of viewers, <c>viewer-01</c> and so on; those with an even number watch comedies.</summary>
    public const int Viewers = 24;

    /// <summary>Number of comedies (<c>comedy-1</c> and so on), and of dramas.</summary>
    public const int Titles = 10;

    /// <summary>Of its ten titles each viewer saw so many.</summary>
    public const int Watched = 6;

    /// <summary>All items: comedies, dramas, the documentary, one that is hidden and two with the same name.</summary>
    public const int Items = (2 * Titles) + 4;

    /// <summary>All interactions: what each viewer saw of their genre, and the documentary.</summary>
    public const int Interactions = Viewers * (Watched + 1);

    private readonly TemporaryFolder _folder = new();

    /// <summary>The data as one file of JSON lines.</summary>
    public string DataFile => Path.Combine(_folder.Path, "cinema.jsonl");

    /// <summary>A workspace with the data, and <c>item-knn</c> and then <c>most-popular</c> trained. Not to be changed.</summary>
    public string Workspace => Path.Combine(_folder.Path, "workspace");

    /// <summary>The id of a viewer.</summary>
    public static string Viewer(int number) => $"viewer-{number:00}";

    /// <summary>What a viewer saw besides the documentary.</summary>
    public static IReadOnlyList<string> SeenBy(int number) =>
        [.. Enumerable.Range(0, Watched).Select(step => $"{(number % 2 == 0 ? "comedy" : "drama")}-{1 + (((number / 2) + step) % Titles)}")];

    /// <summary>What a viewer would like and has not seen.</summary>
    public static IReadOnlyList<string> UnseenBy(int number) =>
        [.. Enumerable.Range(1, Titles).Select(title => $"{(number % 2 == 0 ? "comedy" : "drama")}-{title}").Except(SeenBy(number))];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(DataFile, Data());
        await CommandRun.Done("import", DataFile, "--workspace", Workspace);
        await CommandRun.Done("train", "item-knn", "--workspace", Workspace);
        await CommandRun.Done("train", "most-popular", "--workspace", Workspace);
    }

    /// <summary>Copies the workspace into a folder.</summary>
    /// <returns>The copy.</returns>
    internal string CopyTo(TemporaryFolder folder)
    {
        var copy = Path.Combine(folder.Path, "copy");
        foreach (var file in Directory.EnumerateFiles(Workspace, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Workspace, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static string Data()
    {
        var lines = new StringBuilder();
        for (var title = 1; title <= Titles; title++)
        {
            lines.Append(CultureInfo.InvariantCulture, $$"""{"type":"item","id":"comedy-{{title}}","title":"Comedy {{title}}","kind":"film","year":{{2000 + title}},"countries":["FR"],"categories":["comedy"],"labels":["paris"]}""").Append('\n');
            lines.Append(CultureInfo.InvariantCulture, $$"""{"type":"item","id":"drama-{{title}}","title":"Drama {{title}}","kind":"film","year":{{2000 + title}},"categories":["drama"]}""").Append('\n');
        }

        lines.Append("""
            {"type":"item","id":"documentary","title":"The Sea"}
            {"type":"item","id":"withdrawn","title":"Withdrawn","hidden":true}
            {"type":"item","id":"nosferatu-1922","title":"Nosferatu","year":1922}
            {"type":"item","id":"nosferatu-2024","title":"Nosferatu","year":2024}

            """);
        for (var viewer = 1; viewer <= Viewers; viewer++)
        {
            lines.Append(CultureInfo.InvariantCulture, $$$"""{"type":"user","id":"{{{Viewer(viewer)}}}","attributes":{"country":"FR"}}""").Append('\n');
            var day = 0;
            foreach (var item in SeenBy(viewer).Append("documentary"))
            {
                lines.Append(CultureInfo.InvariantCulture, $$"""{"type":"interaction","user":"{{Viewer(viewer)}}","item":"{{item}}","kind":"rating","value":4,"time":"2024-05-{{1 + day++:00}}T20:{{viewer:00}}:00.000Z"}""").Append('\n');
            }
        }

        return lines.ToString();
    }
}

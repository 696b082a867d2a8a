using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Evaluation;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee data list</c> and <c>marquee data get NAME</c>: public data sets by name.</summary>
internal static class DataCommand
{
    public static Command Create(Terminal terminal, PublicDatasets datasets)
    {
        var command = new DescribedCommand("data", "Public data sets by name: list them, get one.")
        {
            List(terminal, datasets),
            Get(terminal, datasets),
        };
        command.List("Data sets", datasets.All.Select(known => (known.Name, known.Summary)))
            .Example("marquee data list")
            .Example("marquee data get movielens-1m");
        return command;
    }

    private static DescribedCommand List(Terminal terminal, PublicDatasets datasets)
    {
        var to = To();
        var json = CommonOptions.Json("Print as JSON.");
        var command = new DescribedCommand("list", "What can be had, how large it is, under which licence, and whether it is here.") { to, json };
        command.Example("marquee data list").Example("marquee data list --json");
        command.SetWork((parsed, _) =>
        {
            var library = new DatasetLibrary(parsed.GetRequiredValue(to).FullName);
            if (parsed.GetValue(json))
            {
                terminal.OutputWriter.WriteLine(new JsonArray([.. datasets.All.Select(dataset => ToJson(dataset, library))]).ToJsonString(JsonOutput.Indented));
                return CommandHost.Done;
            }

            var table = new TextTable().Words("data set").Words("what it is").Numbers("users").Numbers("items").Numbers("interactions").Numbers("download").Words("licence").Words("benchmarks").Words("here").Words("address");
            foreach (var dataset in datasets.All)
            {
                table.Row(
                    $"[bold]{dataset.Name}[/]",
                    Markup.Escape(dataset.Summary),
                    $"{dataset.Users:N0}",
                    $"{dataset.Items:N0}",
                    $"{dataset.Interactions:N0}",
                    ByteText.Of(dataset.ApproximateBytes),
                    Markup.Escape(dataset.Licence.Name),
                    string.Join(", ", SuitesOf(dataset).Select(suite => suite.Name)),
                    library.Has(dataset) ? "yes" : dataset.Parts.Any(part => library.Has(dataset, part)) ? "in part" : "no",
                    Markup.Escape(dataset.Page.ToString()));
            }

            terminal.Write(table);
            terminal.Hint("Get one: marquee data get NAME");
            return CommandHost.Done;
        });
        return command;
    }

    private static DescribedCommand Get(Terminal terminal, PublicDatasets datasets)
    {
        var name = new Argument<string>("name") { Description = "Which data set; 'marquee data list' lists them." };
        name.AcceptOnlyFromAmong([.. datasets.All.Select(known => known.Name)]);
        var to = To();
        var from = new Option<string?>("--from") { Description = "Take it from a local copy instead of downloading: an archive, a file, or a folder that holds them.", HelpName = "PATH" };
        var accept = new Option<bool>("--accept-licence") { Description = "Accept the licence without being asked." };
        var json = CommonOptions.Json("Print what came as JSON.");
        var command = new DescribedCommand("get", "Download a data set, or take it from a local copy; what is here already is left alone.") { name, to, from, accept, json };
        command.Example("marquee data get movielens-1m")
            .Example("marquee data get movielens-100k --from ml-100k.zip --to data")
            .Example("marquee data get gowalla --accept-licence");
        command.SetWork(async (parsed, cancellation) =>
        {
            var dataset = datasets.Find(parsed.GetRequiredValue(name));
            var folder = parsed.GetRequiredValue(to);
            var library = new DatasetLibrary(folder.FullName);
            using var http = CreateClient();
            var fetcher = new DatasetFetcher(new FileDownloader(http, TimeProvider.System));
            IReadOnlyList<DeliveredPart> parts;
            if (parsed.GetValue(from) is { } copy)
            {
                parts = await fetcher.CopyAsync(dataset, library, copy, cancellation);
            }
            else
            {
                if (!library.Has(dataset) && !library.HasAccepted(dataset))
                {
                    await AcceptAsync(terminal, dataset, library, parsed.GetValue(accept), cancellation);
                }

                parts = await DownloadAsync(terminal, dataset, library, fetcher, cancellation);
            }

            var shown = Path.Combine(folder.ToString(), dataset.Name);
            if (parsed.GetValue(json))
            {
                terminal.OutputWriter.WriteLine(ToJson(dataset, shown, parts).ToJsonString(JsonOutput.Indented));
            }
            else
            {
                Write(terminal, dataset, shown, parts);
            }

            return CommandHost.Done;
        });
        return command;
    }

    private static Option<DirectoryInfo> To() => new("--to")
    {
        Description = "The folder of data sets; each gets a folder of its name in it.",
        HelpName = "DIR",
        DefaultValueFactory = _ => new DirectoryInfo("data"),
    };

    private static async Task AcceptAsync(Terminal terminal, PublicDataset dataset, DatasetLibrary library, bool isAccepted, CancellationToken cancellation)
    {
        terminal.Hint($"{dataset.Title}: {dataset.Summary}");
        terminal.Hint($"Licence, in our words; the publisher's own are at {dataset.Licence.Address}");
        foreach (var term in dataset.Licence.Terms)
        {
            terminal.Hint($"  - {term}");
        }

        if (!isAccepted && !terminal.CanAsk)
        {
            throw new CommandException($"The licence of {dataset.Name} has not been accepted, and nobody is here to be asked: read it, then say --accept-licence.");
        }

        if (!isAccepted && !await terminal.ConfirmAsync($"Download {ByteText.Of(dataset.ApproximateBytes)} under these terms?", cancellation))
        {
            throw new CommandException("Nothing was downloaded: the licence was not accepted.");
        }

        library.Accept(dataset, TimeProvider.System.GetUtcNow());
    }

    private static async Task<IReadOnlyList<DeliveredPart>> DownloadAsync(
        Terminal terminal, PublicDataset dataset, DatasetLibrary library, DatasetFetcher fetcher, CancellationToken cancellation)
    {
        try
        {
            return await terminal.WithDownloads(progress => fetcher.DownloadAsync(dataset, library, progress, cancellation));
        }
        catch (OperationCanceledException)
        {
            throw new CommandException("Cancelled. What was downloaded is kept; the same command goes on from there.");
        }
    }

    private static HttpClient CreateClient()
    {
        var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30) }) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("marquee");
        return http;
    }

    private static void Write(Terminal terminal, PublicDataset dataset, string folder, IReadOnlyList<DeliveredPart> parts)
    {
        foreach (var part in parts)
        {
            terminal.Line($"  {Markup.Escape(part.Part.FileName)}  [grey]{Words(part)}[/]");
        }

        var next = NextCommands(dataset, folder, parts).ToArray();
        terminal.Line(parts.Any(part => part.Arrival == PartArrival.Missing)
            ? $"[bold]{dataset.Title}[/] is in part in {Markup.Escape(folder)}; without --from, the same command downloads the rest."
            : $"[bold]{dataset.Title}[/] is in {Markup.Escape(folder)}.");
        terminal.Line();
        terminal.Line("[bold]Next[/]");
        foreach (var line in next)
        {
            terminal.Line($"  {Markup.Escape(line)}");
        }
    }

    private static string Words(DeliveredPart part) => part.Arrival switch
    {
        PartArrival.WasHere => "was here",
        PartArrival.Missing => "missing",
        var arrival => (arrival == PartArrival.Copied ? "copied" : "downloaded") + (part.Checksum is { } checksum ? $", {checksum.AlgorithmName} as it should be" : ", unchecked: there is no checksum to compare with"),
    };

    /// <summary>What can be done with a data set now: import it, run the benchmarks whose data it is.</summary>
    private static IEnumerable<string> NextCommands(PublicDataset dataset, string folder, IReadOnlyList<DeliveredPart> parts)
    {
        yield return $"marquee import {CommonOptions.Quoted(dataset.TrainFile is { } train ? Path.Combine(folder, train) : folder)}";
        foreach (var suite in parts.Any(part => part.Arrival == PartArrival.Missing) ? [] : SuitesOf(dataset))
        {
            yield return dataset is { TrainFile: { } trainFile, TestFile: { } testFile }
                ? $"marquee benchmark {suite.Name} --train {CommonOptions.Quoted(Path.Combine(folder, trainFile))} --test {CommonOptions.Quoted(Path.Combine(folder, testFile))}"
                : $"marquee benchmark {suite.Name} --data {CommonOptions.Quoted(folder)}";
        }
    }

    private static IEnumerable<BenchmarkSuite> SuitesOf(PublicDataset dataset) =>
        BenchmarkCatalogue.All.Where(suite => dataset.TestFile is null ? suite.Dataset == dataset.Title : suite is ListsSuite);

    private static JsonObject ToJson(PublicDataset dataset, DatasetLibrary library) => new()
    {
        ["name"] = dataset.Name,
        ["title"] = dataset.Title,
        ["summary"] = dataset.Summary,
        ["users"] = dataset.Users,
        ["items"] = dataset.Items,
        ["interactions"] = dataset.Interactions,
        ["downloadBytes"] = dataset.ApproximateBytes,
        ["licence"] = new JsonObject
        {
            ["name"] = dataset.Licence.Name,
            ["terms"] = new JsonArray([.. dataset.Licence.Terms]),
            ["address"] = dataset.Licence.Address.ToString(),
        },
        ["page"] = dataset.Page.ToString(),
        ["addresses"] = new JsonArray([.. dataset.Parts.Select(part => part.Address.ToString())]),
        ["benchmarks"] = new JsonArray([.. SuitesOf(dataset).Select(suite => suite.Name)]),
        ["isHere"] = library.Has(dataset),
    };

    private static JsonObject ToJson(PublicDataset dataset, string folder, IReadOnlyList<DeliveredPart> parts) => new()
    {
        ["name"] = dataset.Name,
        ["folder"] = folder,
        ["parts"] = new JsonArray([.. parts.Select(part => new JsonObject
        {
            ["address"] = part.Part.Address.ToString(),
            ["arrival"] = JsonNamingPolicy.CamelCase.ConvertName(part.Arrival.ToString()),
            ["checksum"] = part.Checksum?.ToString(),
        })]),
        ["next"] = new JsonArray([.. NextCommands(dataset, folder, parts)]),
    };

}

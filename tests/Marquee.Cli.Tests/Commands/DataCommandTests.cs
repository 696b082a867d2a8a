using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class DataCommandTests : IAsyncLifetime
{
    private static readonly byte[] Archive = Archives.Zip(
        ("ml-tiny/ratings.dat", "1::1::5::978300760\n2::1::3::978300761\n"),
        ("ml-tiny/movies.dat", "1::Film (1999)::Drama\n"),
        ("ml-tiny/users.dat", "1::F::1::10::48067\n2::M::56::16::70072\n"));

    private readonly LoopbackServer _server = new();
    private readonly TemporaryFolder _folder = new();

    private string Library => Path.Combine(_folder.Path, "data");

    private string Folder => Path.Combine(Library, "tiny");

    public ValueTask InitializeAsync()
    {
        _server.Publish("/ml-tiny.zip", new PublishedFile(Archive));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task List_tells_all_that_is_known_and_whether_it_is_here()
    {
        var run = (await Run("data", "list", "--to", Library)).ShouldBeDone();
        run.Lines[0].ShouldMatch("^data set +what it is +users +items +interactions +download +licence +benchmarks +here +address$");
        run.Lines.Single(line => line.StartsWith("tiny ", StringComparison.Ordinal)).ShouldMatch(" 2 +1 +2 +1.2 kB +free +microsoft-100k, .*no +http");
    }

    [Fact]
    public async Task The_real_list_names_the_benchmarks_of_each_data_set()
    {
        var list = JsonNode.Parse((await CommandRun.Done("data", "list", "--json", "--to", Library)).Output)!.AsArray();
        Suites("movielens-100k").ShouldContain("microsoft-100k");
        Suites("movielens-1m").ShouldContain("ncf-1m");
        Suites("gowalla").ShouldBe(["lists"]);
        list.ShouldAllBe(entry => !(bool)entry!["isHere"]!);

        IEnumerable<string> Suites(string name) => list.Single(entry => (string)entry!["name"]! == name)!["benchmarks"]!.AsArray().Select(suite => (string)suite!);
    }

    [Fact]
    public async Task Get_asks_before_the_first_download_and_not_again()
    {
        var first = (await Run(["data", "get", "tiny", "--to", Library], "y\n")).ShouldBeDone();
        first.Error.ShouldContain("Licence, in our words; the publisher's own are at http://127.0.0.1");
        first.Error.ShouldContain("  - anything goes");
        first.Error.ShouldEndWith("Download 1.2 kB under these terms? [y/N] ");
        first.Lines[0].ShouldBe("  ml-tiny.zip  downloaded, SHA-256 as it should be");
        first.Lines[1].ShouldBe($"MovieLens 100K is in {Folder}.");
        first.Lines.ShouldContain($"  marquee import {Folder}");
        first.Lines.ShouldContain($"  marquee benchmark microsoft-100k --data {Folder}");

        Directory.Delete(Folder, recursive: true);
        var again = (await Run("data", "get", "tiny", "--to", Library)).ShouldBeDone();
        again.Error.ShouldBeEmpty();
        (await Run("data", "get", "tiny", "--to", Library)).ShouldBeDone().Lines[0].ShouldBe("  ml-tiny.zip  was here");
    }

    [Fact]
    public async Task Get_goes_on_after_a_cut_and_shows_who_watches_how_far_it_is()
    {
        _server.Publish("/ml-tiny.zip", new PublishedFile(Archive) { EntityTag = "\"one\"", CutAfter = 100, Cuts = 1 });
        var run = (await Run(["data", "get", "tiny", "--to", Library, "--accept-licence"], answer: null, isWatched: true)).ShouldBeDone();
        run.Error.ShouldContain("ml-tiny.zip");
        run.Error.ShouldContain($"{100 * 100 / Archive.Length}%");
        File.Exists(Path.Combine(Folder, "ratings.dat")).ShouldBeTrue();
        _server.BytesServed.ShouldBe(Archive.Length);
    }

    [Theory]
    [InlineData("n\n")]
    [InlineData("\n")]
    [InlineData("")]
    public async Task Get_downloads_nothing_where_the_answer_is_not_yes(string answer)
    {
        var run = await Run(["data", "get", "tiny", "--to", Library], answer);
        run.ExitCode.ShouldBe(CommandHost.Failed);
        run.Error.ShouldContain("error: Nothing was downloaded: the licence was not accepted.");
        _server.Requests.ShouldBeEmpty();
        Directory.Exists(Library).ShouldBeFalse();
    }

    [Fact]
    public async Task Get_wants_the_licence_accepted_where_nobody_can_be_asked()
    {
        var refused = await Run("data", "get", "tiny", "--to", Library);
        refused.ExitCode.ShouldBe(CommandHost.Failed);
        refused.ErrorLines[^1].ShouldBe("error: The licence of tiny has not been accepted, and nobody is here to be asked: read it, then say --accept-licence.");
        _server.Requests.ShouldBeEmpty();
        (await Run("data", "get", "tiny", "--to", Library, "--accept-licence")).ShouldBeDone().Error.ShouldContain("anything goes");
    }

    [Fact]
    public async Task Get_refuses_a_wrong_byte()
    {
        var wrong = Archive.ToArray();
        wrong[^1] ^= 1;
        _server.Publish("/ml-tiny.zip", new PublishedFile(wrong));
        var run = await Run("data", "get", "tiny", "--to", Library, "--accept-licence");
        run.ExitCode.ShouldBe(CommandHost.Failed);
        run.Output.ShouldBeEmpty();
        run.ErrorLines[^1].ShouldMatch("^error: http://127.0.0.1:[0-9]+/ml-tiny.zip: is not the file that its publisher means: its SHA-256 [0-9a-f]{64} should be [0-9a-f]{64}; what came was thrown away$");
        Directory.Exists(Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Get_from_a_local_copy_asks_nobody_and_can_be_imported()
    {
        var copy = _folder.Write("somewhere.zip", Archive);
        var run = (await Run("data", "get", "tiny", "--to", Library, "--from", copy, "--json")).ShouldBeDone();
        run.Error.ShouldBeEmpty();
        var json = JsonNode.Parse(run.Output)!;
        ((string)json["folder"]!).ShouldBe(Folder);
        ((string)json["parts"]![0]!["arrival"]!).ShouldBe("copied");
        ((string)json["parts"]![0]!["checksum"]!).ShouldStartWith("SHA-256 ");
        var words = ((string)json["next"]![0]!).Split(' ')[1..];
        (await CommandRun.Done([.. words, "--workspace", Path.Combine(_folder.Path, "workspace")])).Output.ShouldContain("2");
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_of_an_unknown_name_is_bad_usage_with_those_there_are() =>
        (await Run("data", "get", "netflix")).ShouldBeBadUsage().ShouldContain("'tiny'");

    [Fact]
    public async Task Every_next_command_can_be_typed()
    {
        foreach (var dataset in PublicDatasets.Known.All)
        {
            using var folder = new TemporaryFolder();
            foreach (var file in dataset.Parts.SelectMany(part => part.Files))
            {
                var target = Path.Combine(folder.Path, dataset.Name, file);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                await File.WriteAllTextAsync(target, "");
            }

            var run = await CommandRun.Done("data", "get", dataset.Name, "--to", folder.Path);
            var next = run.Lines.SkipWhile(line => line != "Next").Skip(1).ToArray();
            next.ShouldNotBeEmpty();
            foreach (var line in next)
            {
                CommandHost.CreateRoot(new Terminal(TextWriter.Null, TextWriter.Null, false, false)).Parse(line.Trim()["marquee ".Length..]).Errors.ShouldBeEmpty(line);
            }
        }
    }

    private Task<CommandRun> Run(params string[] words) => Run(words, answer: null);

    private async Task<CommandRun> Run(string[] words, string? answer, bool isWatched = false)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = answer is null ? null : new StringReader(answer);
        var terminal = new Terminal(output, error, outputIsTerminal: false, errorIsTerminal: isWatched, input);
        var code = await CommandHost.RunAsync(words, terminal, new PublicDatasets([Tiny()]), CancellationToken.None);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    private PublicDataset Tiny() => new()
    {
        Name = "tiny",
        Title = "MovieLens 100K",
        Summary = "two ratings",
        Users = 2,
        Items = 1,
        Interactions = 2,
        Licence = new DatasetLicence("free", ["anything goes"], _server.AddressOf("/licence")),
        Page = _server.AddressOf("/"),
        Parts =
        [
            DatasetPart.Archive(_server.AddressOf("/ml-tiny.zip"), "ratings.dat", "movies.dat", "users.dat") with
            {
                ApproximateBytes = 1_200,
                Checksum = new FileChecksum(ChecksumAlgorithm.Sha256, Convert.ToHexStringLower(SHA256.HashData(Archive))),
            },
        ],
    };
}

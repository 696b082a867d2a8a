using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Marquee.Testing;

namespace Marquee.Data.Tests;

public sealed class MarqueeFormatTests() : DatasetFormatContract(FormatSamples.Marquee)
{
    private static readonly User Ann = new() { Id = "ann" };

    private IWritableDatasetFormat Writable => (IWritableDatasetFormat)Format;

    private string Target => Path.Combine(Folder.Path, "export");

    [Fact]
    public void Reads_every_key()
    {
        var read = Read(Sample.Write(Folder));
        read.Users.ShouldHaveSingleItem().ShouldBe(new User { Id = "ann", Attributes = new AttributeMap([new("country", "NL")]), OptedOut = true });
        read.Items.ShouldHaveSingleItem().ShouldBe(new Item
        {
            Id = "night-train-1951",
            Title = "The Night Train",
            Kind = "film",
            Year = 1951,
            ReleaseDate = new DateOnly(1951, 3, 2),
            Countries = ["GB"],
            Language = "en",
            Categories = ["drama"],
            Labels = ["journey", "secret"],
            People = [new Person("Ann Lee", "director")],
            Summary = "A clerk takes the wrong train.",
            AvailableFrom = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
            AvailableUntil = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Hidden = true,
            Attributes = new AttributeMap([new("runtime", "92")]),
            Features = new FeatureMap([new("visual", new[] { 0.1f, -2f })]),
        });
        read.Interactions.ShouldBe(
        [
            new Interaction
            {
                UserId = "ann", ItemId = "night-train-1951", Kind = "watch", Value = 2.5f, Progress = 0.75f,
                Time = new DateTimeOffset(2024, 5, 1, 20, 15, 0, 250, TimeSpan.Zero), Session = "s1", Text = "late",
            },
            new Interaction { UserId = "ann", ItemId = "", Kind = "search", Text = "train" },
        ]);
    }

    [Fact]
    public void Writes_what_it_reads_letter_for_letter()
    {
        var sample = Sample.Write(Folder);
        var target = Target + ".jsonl";
        using (var writer = Writable.CreateWriter(target))
        {
            Format.Read(sample, writer, ReadContext.Strict);
            writer.Complete();
        }

        File.ReadAllText(target).ShouldBe(Sample.MainText);
    }

    [Fact]
    public void Any_data_set_comes_back_equal_from_a_folder_and_from_a_file() =>
        Prop.ForAll(AnyDataset.Arbitrary, dataset =>
        {
            foreach (var name in new[] { "export", "export.jsonl" })
            {
                using var folder = new TemporaryFolder();
                var path = Path.Combine(folder.Path, name);
                Writable.Write(path, dataset, CancellationToken.None);
                DatasetFormats.Detect(path).ShouldBe(Format);
                var read = Read(path);
                read.Users.ShouldBe(dataset.Users);
                read.Items.ShouldBe(dataset.Items);
                read.Interactions.ShouldBe(dataset.Interactions);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reads_users_before_items_before_interactions_whatever_the_files_are_called()
    {
        Folder.Write("a.jsonl", """{"type":"interaction","user":"u","item":"i","kind":"watch"}""");
        Folder.Write("b.jsonl", """{"type":"item","id":"i"}""");
        Folder.Write("c.jsonl", """{"type":"user","id":"u"}""");
        var order = new List<string>();
        Format.Read(Folder.Path, new OrderSink(order), ReadContext.Strict);
        order.ShouldBe(["user", "item", "interaction"]);
    }

    [Fact]
    public void Reads_a_stream()
    {
        var sink = new CollectingSink();
        MarqueeFormat.Read(new MemoryStream(Encoding.UTF8.GetBytes(Sample.MainText)), "built-in", sink, ReadContext.Strict);
        sink.Interactions.Count.ShouldBe(2);
        Should.Throw<DatasetException>(() => MarqueeFormat.Read(new MemoryStream("{}"u8.ToArray()), "built-in", sink, ReadContext.Strict))
            .Message.ShouldBe("built-in:1: has no \"type\"; user, item or interaction is expected");
    }

    [Theory]
    [InlineData("""[]""", "is not a JSON object in braces")]
    [InlineData("""{"type":"user","id":"a"}{}""", "is not valid JSON at character 25: '{' is invalid after a single JSON value. Expected end of data")]
    [InlineData("""{"type":"user","id":""", "is not valid JSON at character 21: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed")]
    [InlineData("""{"id":"a"}""", "has no \"type\"; user, item or interaction is expected")]
    [InlineData("""{"type":"film","id":"a"}""", "\"type\" is 'film'; user, item or interaction is expected")]
    [InlineData("""{"type":"user"}""", "a user has no \"id\"")]
    [InlineData("""{"type":"user","id":""}""", "\"id\" is empty; it needs at least one character")]
    [InlineData("""{"type":"user","id":"a\u0000b"}""", "\"id\" holds a null character; text has none")]
    [InlineData("""{"type":"user","id":"a","name":"b"}""", "the key \"name\" is not known; the keys of a user are type, id, attributes, optedOut")]
    [InlineData("""{"type":"user","id":"a","optedOut":"yes"}""", "\"optedOut\" must be true or false, not the text 'yes'")]
    [InlineData("""{"type":"user","id":"a","attributes":[]}""", "\"attributes\" must be an object of texts in braces, not a list")]
    [InlineData("""{"type":"user","id":"a","attributes":{"b":[]}}""", "\"b\" must be text in quotes, not a list")]
    [InlineData("""{"type":"user","id":"a","attributes":{"b":"1","b":"2"}}""", "\"b\" is given twice")]
    [InlineData("""{"type":"item","id":"a","title":5}""", "\"title\" must be text in quotes, not 5")]
    [InlineData("""{"type":"item","id":"a","year":"1951"}""", "\"year\" must be a whole number without quotes, not the text '1951'")]
    [InlineData("""{"type":"item","id":"a","year":1951.5}""", "\"year\" must be a whole number without quotes, not 1951.5")]
    [InlineData("""{"type":"item","id":"a","releaseDate":"1.5.2024"}""", "the releaseDate '1.5.2024' is not a day such as 2024-05-01")]
    [InlineData("""{"type":"item","id":"a","labels":"x"}""", "\"labels\" must be a list of texts in brackets, not the text 'x'")]
    [InlineData("""{"type":"item","id":"a","people":["Ann"]}""", "\"people\" must be a list of people such as [{\"name\":\"Ann Lee\",\"role\":\"director\"}], not the text 'Ann'")]
    [InlineData("""{"type":"item","id":"a","people":[{"name":"Ann"}]}""", "a person has no \"role\"")]
    [InlineData("""{"type":"item","id":"a","features":{"visual":[1e99]}}""", "the visual '1e99' is not a finite number")]
    [InlineData("""{"type":"interaction","item":"i","kind":"watch"}""", "an interaction has no \"user\"")]
    [InlineData("""{"type":"interaction","user":"u","kind":"watch"}""", "an interaction has no \"item\"; only those of kind search may have none")]
    [InlineData("""{"type":"interaction","user":"u","item":"i"}""", "an interaction has no \"kind\"")]
    [InlineData("""{"type":"interaction","user":"u","item":"i","kind":"watch","progress":1.5}""", "the progress 1.5 is not between 0 and 1; if it is a percentage, divide it by 100")]
    [InlineData("""{"type":"interaction","user":"u","item":"i","kind":"watch","progress":-1}""", "the progress -1 is not between 0 and 1")]
    [InlineData("""{"type":"interaction","user":"u","item":"i","kind":"watch","value":"5"}""", "\"value\" must be a number without quotes, not the text '5'")]
    [InlineData("""{"type":"interaction","user":"u","item":"i","kind":"watch","time":"yesterday"}""", "the time 'yesterday' is neither seconds since 1970 nor a date such as 2024-05-01T20:15:00Z")]
    [InlineData("""{"type":"interaction","user":"u","item":"i","kind":"watch","time":"1969-12-31T23:59:59Z"}""", "the time 1969-12-31 lies before 1970")]
    [InlineData("""{"type":"interaction","user":"u","item":"i","kind":"watch","time":"2200-01-01"}""", "the time 2200-01-01 lies after the year 2199")]
    public void Says_what_is_wrong_with_a_line(string line, string reason) =>
        RefusalWith(Sample.MainName, line + "\n").ShouldBe(new DatasetProblem(Path.Combine(Folder.Path, Sample.MainName), 1, reason));

    [Fact]
    public void Says_what_is_wrong_with_half_a_character() =>
        RefusalWith(Sample.MainName, """{"type":"user","id":"\ud83c"}""").Reason.ShouldStartWith("\"id\" holds half of a character");

    [Fact]
    public void Names_both_places_of_an_id_given_twice()
    {
        var first = Folder.Write("1.jsonl", """{"type":"user","id":"🎬 \"x\""}""");
        var second = Folder.Write("2.jsonl", "\n{\"type\":\"user\",\"id\":\"🎬 \\\"x\\\"\"}");
        Refusal(Folder.Path).Problem.ShouldBe(new DatasetProblem(
            second, 2, $"the user '🎬 \"x\"' was given already on {first}:1; every id may be described once"));
    }

    [Theory]
    [InlineData("export")]
    [InlineData("export.jsonl")]
    public void Leaves_nothing_behind_where_it_is_not_completed(string name)
    {
        using (var writer = Writable.CreateWriter(Path.Combine(Folder.Path, name)))
        {
            writer.Add(Ann);
            Directory.EnumerateFileSystemEntries(Folder.Path).ShouldBe([Path.Combine(Folder.Path, name + ".partial")]);
        }

        Directory.EnumerateFileSystemEntries(Folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Leaves_nothing_behind_where_writing_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var dataset = new CallbackSource(sink =>
        {
            sink.Add(Ann);
            source.Cancel();
        });
        Should.Throw<OperationCanceledException>(() => Writable.Write(Target, dataset, source.Token));
        Directory.EnumerateFileSystemEntries(Folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Takes_over_what_a_killed_export_left()
    {
        Folder.Write("export.partial", "half");
        Writable.Write(Target, new CallbackSource(sink => sink.Add(Ann)), CancellationToken.None);
        Read(Target).Users.ShouldBe([Ann]);
        Directory.EnumerateFileSystemEntries(Folder.Path).ShouldBe([Target]);
    }

    [Fact]
    public void Writes_over_nothing()
    {
        Folder.Write("export", "precious");
        Should.Throw<DatasetException>(() => Writable.CreateWriter(Target)).Message.ShouldBe($"{Target}: exists already; remove it or give another name");
        File.ReadAllText(Target).ShouldBe("precious");
    }

    [Fact]
    public void Refuses_to_write_what_could_not_be_read_back()
    {
        using var writer = Writable.CreateWriter(Target);
        Should.Throw<DatasetException>(() => writer.Add(new Item { Id = "i", Summary = new string('x', LineReader.MaxLineBytes) }))
            .Message.ShouldContain("the item 'i' needs a line of 1,048,6");
        Should.Throw<DatasetException>(() => writer.Add(new Interaction { UserId = "u", ItemId = "i", Kind = "watch", Value = float.NaN }))
            .Message.ShouldContain("\"value\" of the interaction of user 'u' is not a finite number");
    }

    private sealed class OrderSink(List<string> order) : IDatasetSink
    {
        public void Add(User user) => order.Add("user");

        public void Add(Item item) => order.Add("item");

        public void Add(Interaction interaction) => order.Add("interaction");
    }

    private sealed class CallbackSource(Action<IDatasetSink> copy) : IDatasetSource
    {
        public void CopyTo(IDatasetSink sink, CancellationToken cancellationToken) => copy(sink);
    }
}

using FsCheck;
using FsCheck.Fluent;
using Marquee.Testing;

namespace Marquee.Data.Tests;

public sealed class CsvFormatTests() : DatasetFormatContract(FormatSamples.Csv)
{
    private IWritableDatasetFormat Writable => (IWritableDatasetFormat)Format;

    [Fact]
    public void Reads_three_tables()
    {
        var read = Read(Sample.Write(Folder));
        read.Users.ShouldBe(
        [
            new User { Id = "ann", OptedOut = true, Attributes = new AttributeMap([new("country", "NL")]) },
            new User { Id = "bob" },
        ]);
        read.Items.ShouldHaveSingleItem().ShouldBe(new Item
        {
            Id = "night-train",
            Title = "The \"Night\" Train",
            Kind = "film",
            Year = 1951,
            Categories = ["drama", "thriller"],
            People = [new Person("Ann Lee", "director"), new Person("Bo Ek", "cast")],
            Attributes = new AttributeMap([new("runtime", "92")]),
        });
        read.Interactions.ShouldBe(
        [
            new Interaction
            {
                UserId = "ann", ItemId = "night-train", Kind = "watch", Progress = 0.5f, Session = "s1",
                Time = new DateTimeOffset(2024, 5, 1, 20, 15, 0, 250, TimeSpan.Zero),
            },
            new Interaction { UserId = "ann", ItemId = "", Kind = "search", Text = "train, \"night\"" },
            new Interaction { UserId = "bob", ItemId = "night-train", Kind = "rating", Value = 4.5f, Time = new DateTimeOffset(2024, 5, 1, 20, 15, 0, TimeSpan.Zero) },
        ]);
    }

    [Theory]
    [InlineData("user,item\n1,2", "watch")]
    [InlineData("user_id;item_id;rating\n1;2;5", "rating")]
    [InlineData("userId\tmovieId\tplays\n1\t2\t5", "watch")]
    [InlineData("User ID|Item ID|tag\n1|2|slow", "tag")]
    [InlineData("uid,iid,event\n1,2,click", "click")]
    [InlineData("timestamp,\"item\",\"user\"\n5,2,1", "watch")]
    public void Finds_separator_columns_and_kind_of_one_table(string text, string kind)
    {
        var path = Folder.Write("log.txt", text);
        DatasetFormats.Detect(path).ShouldBe(Format);
        var interaction = Read(path).Interactions.ShouldHaveSingleItem();
        (interaction.UserId, interaction.ItemId, interaction.Kind).ShouldBe(("1", "2", kind));
    }

    [Fact]
    public void Takes_columns_from_the_caller_before_usual_names()
    {
        var path = Folder.Write("log.csv", "user,who,what,when\nx,1,2,1714594500250\n");
        var context = new ReadContext { Columns = new Dictionary<string, string> { ["user"] = "who", ["item"] = "what", ["timeMilliseconds"] = "when" } };
        Read(path, context).Interactions.ShouldHaveSingleItem().ShouldBe(new Interaction
        {
            UserId = "1",
            ItemId = "2",
            Kind = "watch",
            Time = new DateTimeOffset(2024, 5, 1, 20, 15, 0, 250, TimeSpan.Zero),
        });
    }

    [Fact]
    public void Says_which_columns_there_are_where_the_caller_names_another()
    {
        var path = Folder.Write("log.csv", "user,item\n1,2\n");
        Should.Throw<DatasetException>(() => Read(path, new ReadContext { Columns = new Dictionary<string, string> { ["user"] = "who" } }))
            .Problem.Reason.ShouldBe("has no column 'who' for 'user'; its columns are user, item");
        Should.Throw<DatasetException>(() => Read(path, new ReadContext { Columns = new Dictionary<string, string> { ["usr"] = "user" } }))
            .Problem.Reason.ShouldStartWith("no table has the field 'usr'; the fields are user, item, kind, value, ");
    }

    [Theory]
    [InlineData("log.csv", "who,what\n1,2\n", "is read as interactions, but no column is known to hold the user; its columns are who, what; say which one it is")]
    [InlineData("interactions.csv", "user,what\n1,2\n", "is read as interactions, but no column is known to hold the item; its columns are user, what; say which one it is")]
    [InlineData("users.csv", "name\nann\n", "is read as users, but no column is known to hold the user; its columns are name; say which one it is")]
    [InlineData("items.csv", "title\nx\n", "is read as items, but no column is known to hold the item; its columns are title; say which one it is")]
    public void Asks_for_columns_that_it_cannot_find(string file, string text, string reason) =>
        Refusal(Folder.Write(file, text)).Problem.Reason.ShouldBe(reason);

    [Fact]
    public void Reads_a_catalogue_of_another_house()
    {
        var path = Folder.Write("titles.csv", "show_id,type,title,country,release_year,rating,description\ns1,Film,A Title,NL,1999,PG-13,\"About\ntwo lines\"\n");
        Read(path).Items.ShouldHaveSingleItem().ShouldBe(new Item
        {
            Id = "s1",
            Kind = "Film",
            Title = "A Title",
            Countries = ["NL"],
            Year = 1999,
            Summary = "About\ntwo lines",
            Attributes = new AttributeMap([new("rating", "PG-13")]),
        });
    }

    [Fact]
    public void Keeps_attributes_that_are_called_like_a_field()
    {
        var attributes = new AttributeMap([new("item", "1"), new("userId", "2"), new("attribute:x", "3"), new("", "4"), new("Title", "5")]);
        var dataset = new AnyDataset([new User { Id = "u", Attributes = attributes }], [new Item { Id = "i", Attributes = attributes }], []);
        var path = Path.Combine(Folder.Path, "export");
        Writable.Write(path, dataset);
        var read = Read(path);
        read.Users.ShouldBe(dataset.Users);
        read.Items.ShouldBe(dataset.Items);
    }

    [Fact]
    public void Keeps_a_year_that_is_none_as_an_attribute() =>
        Read(Folder.Write("items.csv", "id,release_year\n1,V\n2,1990.0\n")).Items.ShouldBe(
        [
            new Item { Id = "1", Attributes = new AttributeMap([new("release_year", "V")]) },
            new Item { Id = "2", Year = 1990 },
        ]);

    [Theory]
    [InlineData("1,2,3", 2, "has 3 fields where the header has 4 (user,item,rating,time): '1,2,3'")]
    [InlineData("1;2;3;4", 2, "has 1 field where the header has 4 (user,item,rating,time): '1;2;3;4'; its fields seem to be separated by ';'")]
    [InlineData("1,2,3,4,5", 2, "has 5 fields where the header has 4 (user,item,rating,time): '1,2,3,4,5'")]
    [InlineData("1,5\" disc,3,4", 2, "a quote stands inside a field without quotes; put the whole field in quotes and write the quote inside it twice")]
    [InlineData("1,\"2\"x,3,4", 2, "text follows behind the closing quote of a field; a quote inside a field in quotes is written twice")]
    [InlineData("1,\"2,3,4\n1,2,3,4", 2, "a quote is opened here and never closed, so that the rest of the file is one field; a quote inside a field in quotes is written twice")]
    [InlineData("\n\"1\n\",2,x,4", 3, "the rating 'x' is not a number")]
    [InlineData(",2,3,4", 2, "the user is empty; every id needs at least one character")]
    [InlineData("1,,3,4", 2, "the item is empty; every id needs at least one character")]
    [InlineData("1,2,Infinity,4", 2, "the rating 'Infinity' is not a finite number")]
    [InlineData("1,2,3,1714594500250", 2, "the time '1714594500250' lies after the year 2199; it looks like milliseconds where seconds since 1970 are expected")]
    [InlineData("1,2,3,05/01/2024", 2, "the time '05/01/2024' is neither seconds since 1970 nor a date such as 2024-05-01T20:15:00Z")]
    public void Says_what_is_wrong_with_a_line(string line, long number, string reason)
    {
        var path = Folder.Write("log.csv", $"user,item,rating,time\n{line}\n");
        Refusal(path).Problem.ShouldBe(new DatasetProblem(path, number, reason));
    }

    [Fact]
    public void Takes_the_separator_of_the_header_however_many_lines_use_another()
    {
        var path = Folder.Write("log.csv", "user,\"item;id\",rating\n1;2;3\n1;2;4\n1;2;5\n");
        Read(path, new ReadContext { Columns = new Dictionary<string, string> { ["item"] = "item;id" }, OnSkipped = _ => { } }).Interactions.ShouldBeEmpty();
        Refusal(Folder.Write("log.csv", "user,item,rating\n1;2;3\n1;2;4\n1;2;5\n")).Problem
            .ShouldBe(new DatasetProblem(path, 2, "has 1 field where the header has 3 (user,item,rating): '1;2;3'; its fields seem to be separated by ';'"));
    }

    [Fact]
    public void Takes_the_separator_that_the_first_line_names() =>
        Read(Folder.Write("log.csv", "sep=;\nuser;item\n1;2\n"), ReadContext.Strict).Interactions.ShouldHaveSingleItem().ItemId.ShouldBe("2");

    [Fact]
    public void Says_so_where_a_quote_swallows_more_than_a_line_may_hold()
    {
        var path = Folder.Write("log.csv", "user,item\n1,2\n1,\"" + string.Concat(Enumerable.Repeat("3\n", LineReader.MaxLineBytes)));
        Refusal(path).Message.ShouldStartWith($"{path}:3: a quote is opened here and not closed within 1,048,576 bytes");
    }

    [Fact]
    public void Reports_the_first_problem_first_however_far_it_reads_ahead()
    {
        var path = Folder.Write("log.csv", "user,item,rating\n1,2,x\n1,2,\0\n");
        Refusal(path).Problem.Line.ShouldBe(2);
        var problems = new List<long>();
        Read(path, new ReadContext { OnSkipped = problem => problems.Add(problem.Line) });
        problems.ShouldBe([2, 3]);
    }

    [Fact]
    public void Refuses_a_header_that_cannot_be_read()
    {
        Refusal(Folder.Write("log.csv", "user,\"item\"x\n1,2\n")).Problem.Reason.ShouldStartWith("the header cannot be read: text follows behind");
        Refusal(Folder.Write("log.csv", "user,item\0\n1,2\n")).Problem.ShouldBe(
            new DatasetProblem(Path.Combine(Folder.Path, "log.csv"), 1, "the header holds a null byte (character 10); text has none"));
    }

    [Fact]
    public void Keeps_spaces_quotes_newlines_and_emoji_in_ids() =>
        Read(Folder.Write("log.csv", "user,item\n\" a \"\"b\"\"\r\n\",🎬\n")).Interactions.ShouldHaveSingleItem()
            .ShouldBe(new Interaction { UserId = " a \"b\"\r\n", ItemId = "🎬", Kind = "watch" });

    [Theory]
    [InlineData("|a||b|")]
    [InlineData(";;;;")]
    [InlineData("\t\t\t\t")]
    public void Does_not_take_what_stands_in_the_name_of_an_attribute_for_its_separator(string name)
    {
        var user = new User { Id = "ann", Attributes = new AttributeMap([new(name, "value")]) };
        var path = Path.Combine(Folder.Path, "export");
        using (var writer = Writable.CreateWriter(path))
        {
            writer.Add(user);
            writer.Complete();
        }

        Read(path).Users.ShouldHaveSingleItem().ShouldBe(user);
    }

    [Fact]
    public void Whatever_a_table_can_hold_comes_back_equal() =>
        Prop.ForAll(AnyDataset.Arbitrary, dataset =>
        {
            using var folder = new TemporaryFolder();
            var path = Path.Combine(folder.Path, "export");
            Writable.Write(path, dataset);
            DatasetFormats.Detect(path).ShouldBe(Format);
            var read = Read(path);
            read.Users.ShouldBe(dataset.Users.Select(user => user with { Attributes = Held(user.Attributes) }));
            read.Items.ShouldBe(dataset.Items.Select(Held));
            read.Interactions.ShouldBe(dataset.Interactions.Select(interaction => interaction with
            {
                Session = Held(interaction.Session),
                Text = Held(interaction.Text),
            }));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Leaves_nothing_behind_where_it_is_not_completed()
    {
        using (var writer = Writable.CreateWriter(Path.Combine(Folder.Path, "export")))
        {
            writer.Add(new User { Id = "ann" });
            writer.Add(new Interaction { UserId = "ann", ItemId = "i", Kind = "watch" });
        }

        Directory.EnumerateFileSystemEntries(Folder.Path).ShouldBeEmpty();
    }

    // An empty text and no text are the same in a table, and vectors have no place in it.
    private static Item Held(Item item) => item with
    {
        Title = Held(item.Title),
        Kind = Held(item.Kind),
        Language = Held(item.Language),
        Summary = Held(item.Summary),
        Countries = Held(item.Countries),
        Categories = Held(item.Categories),
        Labels = Held(item.Labels),
        Attributes = Held(item.Attributes),
        Features = FeatureMap.Empty,
    };

    private static string? Held(string? text) => text is "" ? null : text;

    private static ValueList<string> Held(ValueList<string> texts) => texts.Where(text => text.Length > 0).ToValueList();

    private static AttributeMap Held(AttributeMap attributes) => new(attributes.Where(entry => entry.Value.Length > 0));
}

using FsCheck;
using FsCheck.Fluent;
using Marquee.Testing;

namespace Marquee.Data.Tests;

public sealed class RecBoleFormatTests() : DatasetFormatContract(FormatSamples.RecBole)
{
    private IWritableDatasetFormat Writable => (IWritableDatasetFormat)Format;

    private string Target => Path.Combine(Folder.Path, "export");

    [Fact]
    public void Reads_users_items_and_interactions()
    {
        var read = Read(Sample.Write(Folder));
        read.Users[0].ShouldBe(new User { Id = "1", Attributes = new AttributeMap([new("age", "24"), new("gender", "M")]) });
        read.Items.ShouldBe(
        [
            new Item
            {
                Id = "10", Title = "Night Train", Year = 1951, Categories = ["Drama", "Thriller"], Attributes = new AttributeMap([new("runtime", "92")]),
                Features = new FeatureMap([new("visual", new[] { 0.1f, -2f })]),
            },
            new Item { Id = "11", Title = "Quiet Harbour", Attributes = new AttributeMap([new("release_year", "V")]) },
        ]);
        read.Interactions[0].ShouldBe(new Interaction
        {
            UserId = "1",
            ItemId = "10",
            Kind = "rating",
            Value = 4,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(881250949500),
        });
    }

    [Fact]
    public void Reads_one_file_with_those_of_the_same_name_beside_it()
    {
        Sample.Write(Folder);
        Folder.Write("other.inter", "user_id:token\titem_id:token\n1\t2\n");
        Refusal(Folder.Path).Problem.ShouldBe(new DatasetProblem(Folder.Path, 0, "holds several data sets, films.inter, other.inter; give the one to read"));
        var films = Read(Path.Combine(Folder.Path, "films.inter"));
        (films.Users.Count, films.Items.Count, films.Interactions.Count).ShouldBe((2, 2, 3));
        var other = Read(Path.Combine(Folder.Path, "other.inter"));
        (other.Users.Count, other.Items.Count).ShouldBe((0, 0));
        other.Interactions.ShouldHaveSingleItem().Kind.ShouldBe("watch");
        Read(Path.Combine(Folder.Path, "films.item")).Items.Count.ShouldBe(2);
    }

    [Fact]
    public void Facts_of_a_graph_become_attributes_of_the_items_that_are_linked_with_it()
    {
        Sample.Write(Folder);
        Folder.Write("films.link", "item_id:token\tentity_id:token\n10\tm.1\n99\tm.2\n");
        var path = Folder.Write("films.kg", "head_id:token\trelation_id:token\ttail_id:token\nm.1\tactor\tm.5\nm.1\tactor\tm;6\nm.7\tmade\tm.1\nm.2\tactor\tm.5\nm.8\tactor\tm.5\n");
        var read = Read(Folder.Path);
        read.Items.Select(item => item.Id).ShouldBe(["10", "11", "99"]);
        read.Items[0].Attributes.ShouldBe(new AttributeMap([new("runtime", "92"), new("fact:actor", "m.5; m,6"), new("fact:made (inverse)", "m.7")]));
        read.Items[1].Attributes["fact:actor"].ShouldBeNull();
        read.Items[2].Attributes["fact:actor"].ShouldBe("m.5");

        File.WriteAllText(path, "head_id:token\ttail_id:token\nm.1\tm.5\n");
        Refusal(Folder.Path).Problem.ShouldBe(new DatasetProblem(path, 0, "has no column 'relation_id'; its columns are head_id, tail_id"));
        File.Delete(path);
        Read(Folder.Path).Items.Count.ShouldBe(2);
    }

    [Fact]
    public void Says_so_where_the_interactions_are_missing()
    {
        var path = Sample.Write(Folder);
        File.Delete(Path.Combine(path, "films.inter"));
        DatasetFormats.Detect(path).ShouldBe(Format);
        Refusal(path).Problem.Reason.ShouldBe("holds no file NAME.inter");
    }

    [Theory]
    [InlineData("films.inter", "user_id:token\titem_id\n", "the column 'item_id' is not a name and a type, such as user_id:token; the types are token, token_seq, float, float_seq")]
    [InlineData("films.inter", "user_id:token\titem_id:text\n", "the column 'item_id:text' is not a name and a type, such as user_id:token; the types are token, token_seq, float, float_seq")]
    public void Says_what_is_wrong_with_a_header(string file, string text, string reason) =>
        RefusalWith(file, text).ShouldBe(new DatasetProblem(Path.Combine(Folder.Path, file), 1, reason));

    [Fact]
    public void Takes_the_column_of_the_user_from_the_caller()
    {
        var path = Folder.Write("visits.inter", "visit:token\titem_id:token\n1\t2\n");
        Refusal(path).Problem.Reason.ShouldBe("no column is known to hold the user; its columns are visit, item_id; say which one it is");
        Read(path, new ReadContext { Columns = new Dictionary<string, string> { ["user"] = "visit" } }).Interactions[0].UserId.ShouldBe("1");
    }

    [Theory]
    [InlineData("films.inter", "user_id:token\titem_id:token\trating:float\n1\t2\tx\n", "the rating 'x' is not a number")]
    [InlineData("films.inter", "user_id:token\titem_id:token\trating:float\n1 2 3\n", "has 1 field where 3 are expected (user_id\\titem_id\\trating): '1 2 3'; its fields seem to be separated by ' ' instead of '\\t'")]
    [InlineData("films.inter", "user_id:token\titem_id:token\n\t2\n", "the user_id is empty; every id needs at least one character")]
    [InlineData("films.item", "item_id:token\tvisual:float_seq\n1\t0.1 x\n", "the visual 'x' is not a number")]
    [InlineData("films.item", "item_id:token\tpeople:token_seq\n1\tAnn\n", "the person 'Ann' has no role; role:name is expected, such as director:Ann Lee")]
    public void Says_what_is_wrong_with_a_line(string file, string text, string reason) =>
        RefusalWith(file, text).ShouldBe(new DatasetProblem(Path.Combine(Folder.Path, file), 2, reason));

    [Fact]
    public void Reads_the_published_data_set()
    {
        var read = Read(RealData.Folder("movielens-100k-kg"));
        read.Users.Count.ShouldBe(943);
        read.Items.Count.ShouldBe(1682);
        read.Interactions.Count.ShouldBe(100_000);
        read.Items.Count(item => item.Attributes["fact:film.film.directed_by"] is not null).ShouldBeGreaterThan(1400);
    }

    [Fact]
    public void Writes_files_named_like_their_folder_with_typed_columns()
    {
        Writable.Write(Target, new AnyDataset(
            [new User { Id = "ann", Attributes = new AttributeMap([new("country", "NL"), new("user id", "7")]) }],
            [
                new Item
                {
                    Id = "night train", Title = "The\tNight Train", Year = 1951, Categories = ["science fiction", "drama"], People = [new Person("Ann Lee", "director")],
                    Features = new FeatureMap([new("visual", new[] { 0.1f, -2f })]),
                },
            ],
            [
                new Interaction { UserId = "ann", ItemId = "night train", Kind = "watch", Progress = 0.5f, Time = DateTimeOffset.FromUnixTimeMilliseconds(1714594500250) },
                new Interaction { UserId = "ann", ItemId = "", Kind = "search", Text = "train" },
            ]));
        File.ReadAllText(Path.Combine(Target, "export.user")).ShouldBe("user_id:token\topted_out:token\tcountry:token\tattribute_user id:token\nann\tfalse\tNL\t7\n");
        File.ReadAllText(Path.Combine(Target, "export.item")).ShouldBe(
            "item_id:token\ttitle:token_seq\tkind:token\tyear:float\trelease_date:token\tcountries:token_seq\tlanguage:token\tcategories:token_seq\tlabels:token_seq\t"
            + "people:token_seq\tsummary:token_seq\tavailable_from:token\tavailable_until:token\thidden:token\tvisual:float_seq\n"
            + "night train\tThe Night Train\t\t1951\t\t\t\tscience_fiction drama\t\tdirector:Ann_Lee\t\t\t\tfalse\t0.1 -2\n");
        File.ReadAllText(Path.Combine(Target, "export.inter")).ShouldBe(
            "user_id:token\titem_id:token\tkind:token\trating:float\tprogress:float\ttimestamp:float\tsession_id:token\ttext:token_seq\n"
            + "ann\tnight train\twatch\t\t0.5\t1714594500.25\t\t\n");
        Directory.EnumerateFileSystemEntries(Target).Count().ShouldBe(3);
    }

    [Fact]
    public void Refuses_an_id_that_it_cannot_hold_and_leaves_nothing_behind()
    {
        Should.Throw<DatasetException>(() => Writable.Write(Target, new AnyDataset([new User { Id = "a\tb" }], [], [])))
            .Message.ShouldBe($"{Target}: the user 'a\\tb' has a tab or a line end in its id, which RecBole files cannot hold");
        Directory.EnumerateFileSystemEntries(Folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_it_can_hold_comes_back_equal() =>
        Prop.ForAll(AnyDataset.Arbitrary, any =>
        {
            var dataset = Holdable(any);
            using var folder = new TemporaryFolder();
            var path = Path.Combine(folder.Path, "export");
            Writable.Write(path, dataset);
            DatasetFormats.Detect(path).ShouldBe(Format);
            var read = Read(path);
            read.Users.ShouldBe(dataset.Users);
            read.Items.ShouldBe(dataset.Items);
            read.Interactions.ShouldBe(dataset.Interactions);
        }).QuickCheckThrowOnFailure();

    private static AnyDataset Holdable(AnyDataset any) => new(
        [.. any.Users.Select(user => user with { Id = OneLine(user.Id)!, Attributes = Holdable(user.Attributes) }).DistinctBy(user => user.Id)],
        [
            .. any.Items.Select(item => item with
            {
                Id = OneLine(item.Id)!,
                Title = OneLine(item.Title),
                Kind = OneLine(item.Kind),
                Language = OneLine(item.Language),
                Summary = OneLine(item.Summary),
                Countries = Words(item.Countries),
                Categories = Words(item.Categories),
                Labels = Words(item.Labels),
                People = item.People.Select(person => new Person(Word(person.Name), Word(person.Role).Replace(':', '_'))).ToValueList(),
                Attributes = Holdable(item.Attributes),
                Features = new FeatureMap(item.Features.Where(entry => entry.Value.Length > 0).Select((entry, index) => KeyValuePair.Create($"vector {index}", entry.Value))),
            }).DistinctBy(item => item.Id),
        ],
        [
            .. any.Interactions.Where(interaction => interaction.Kind != InteractionKinds.Search).Select(interaction => interaction with
            {
                UserId = OneLine(interaction.UserId)!,
                ItemId = OneLine(interaction.ItemId)!,
                Kind = OneLine(interaction.Kind)!,
                Session = OneLine(interaction.Session),
                Text = OneLine(interaction.Text),
            }),
        ]);

    private static AttributeMap Holdable(AttributeMap attributes) => new(attributes.Where(entry => entry.Value.Length > 0)
        .Select((entry, index) => KeyValuePair.Create($"{Word(entry.Key).Replace(':', '_')} {index} x", OneLine(entry.Value)!)));

    private static string? OneLine(string? text) => text is null or "" ? null : text.Replace("\r\n", " ").Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ');

    private static string Word(string text) => (OneLine(text) ?? "").Replace(' ', '_');

    private static ValueList<string> Words(ValueList<string> texts) => texts.Select(Word).Where(text => text.Length > 0).ToValueList();
}

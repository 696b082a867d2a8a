using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Storage.Tests;

public sealed class ModelRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelRegistry _registry;

    public ModelRegistryTests() => _registry = new ModelRegistry(Path.Combine(_folder.Path, "models"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Is_empty_before_anything_is_published()
    {
        _registry.List().ShouldBeEmpty();
        _registry.List("ease").ShouldBeEmpty();
        _registry.Latest("ease").ShouldBeNull();
        _registry.Delete("ease", 1).ShouldBeFalse();
    }

    [Fact]
    public void Numbers_versions_from_one_for_each_name()
    {
        Publish("ease", 10).Version.ShouldBe(1);
        Publish("ease", 20).Version.ShouldBe(2);
        Publish("als", 30).Version.ShouldBe(1);

        _registry.List().Select(model => (model.Name, model.Version)).ShouldBe([("als", 1), ("ease", 1), ("ease", 2)]);
        _registry.Latest("ease")!.Version.ShouldBe(2);
    }

    [Fact]
    public void Lists_the_tenth_version_behind_the_ninth()
    {
        for (var version = 1; version <= 11; version++)
        {
            Publish("ease", version);
        }

        _registry.List("ease").Select(model => model.Version).ShouldBe(Enumerable.Range(1, 11));
        Number(_registry.Open("ease")).ShouldBe(11);
    }

    [Fact]
    public void Opens_the_version_that_is_named_or_the_latest()
    {
        Publish("ease", 10);
        Publish("ease", 20);

        Number(_registry.Open("ease", 1)).ShouldBe(10);
        Number(_registry.Open("ease")).ShouldBe(20);
    }

    [Fact]
    public void Says_which_models_and_versions_there_are_when_asked_for_another()
    {
        Should.Throw<StoreException>(() => _registry.Open("als")).Message.ShouldContain("there are: none");
        Publish("ease", 10);
        Publish("ease", 20);

        Should.Throw<StoreException>(() => _registry.Open("als")).Message.ShouldContain("there are: ease.");
        Should.Throw<StoreException>(() => _registry.Open("ease", 7)).Message.ShouldContain("there are: 1, 2.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("EASE")]
    [InlineData(".tmp-1")]
    public void Refuses_names_that_are_none(string name) =>
        Should.Throw<ArgumentException>(() => Publish(name, 1)).Message.ShouldContain($"'{name}'");

    [Fact]
    public void Publishes_nothing_when_saving_fails()
    {
        Should.Throw<InvalidOperationException>(() => _registry.Publish("ease", writer =>
        {
            writer.Write("half", [1]);
            throw new InvalidOperationException("disk on fire");
        }));

        _registry.List("ease").ShouldBeEmpty();
        Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "models", "ease")).ShouldBeEmpty();
    }

    [Fact]
    public void Never_gives_a_number_again()
    {
        Publish("ease", 10);
        Publish("ease", 20);
        _registry.Delete("ease", 2).ShouldBeTrue();
        _registry.Delete("ease", 1).ShouldBeTrue();
        _registry.Delete("ease", 1).ShouldBeFalse();

        _registry.List().ShouldBeEmpty();
        Publish("ease", 30).Version.ShouldBe(3);
    }

    [Fact]
    public void Says_what_is_wrong_where_the_last_number_is_damaged()
    {
        Publish("ease", 10);
        Publish("ease", 20);
        _registry.Delete("ease", 2);
        File.WriteAllText(Path.Combine(_folder.Path, "models", "ease", ".last-deleted"), "");

        Should.Throw<StoreException>(() => Publish("ease", 30)).Message.ShouldContain(".last-deleted is damaged");
    }

    [Fact]
    public void Lets_a_reader_finish_with_a_model_that_is_deleted()
    {
        Publish("ease", 10);
        var floats = _registry.Open("ease").ReadFloats("values", 1000);

        _registry.Delete("ease", 1);

        floats.Span.ToArray().ShouldAllBe(value => value == 10);
    }

    [Fact]
    public void Clears_away_what_a_crashed_publisher_left_and_nothing_that_is_in_use()
    {
        Publish("ease", 10);
        var models = Path.Combine(_folder.Path, "models", "ease");
        var left = Directory.CreateDirectory(Path.Combine(models, ".tmp-5")).FullName;
        File.WriteAllText(Path.Combine(left, "half.f32"), "...");
        File.WriteAllText(left + ".lock", "");
        var busy = Directory.CreateDirectory(Path.Combine(models, ".tmp-6")).FullName;
        using var held = new FileStream(busy + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        _registry.List("ease").Count.ShouldBe(1);
        Publish("ease", 20).Version.ShouldBe(2);

        Directory.GetFileSystemEntries(models).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe([".tmp-6", ".tmp-6.lock", "1", "2"]);
    }

    [Fact]
    public void Refuses_a_model_that_was_damaged()
    {
        var model = Publish("ease", 10);
        var path = Directory.GetFiles(model.Directory, "values.*").Single();
        var bytes = File.ReadAllBytes(path);
        bytes[99] ^= 1;
        File.WriteAllBytes(path, bytes);

        Should.Throw<InvalidDataException>(() => _registry.Open("ease")).Message.ShouldContain("checksum");
    }

    [Fact]
    public async Task Shows_readers_whole_models_only_while_several_publish()
    {
        const int Publishers = 3;
        const int Models = 15;
        var publishing = Task.WhenAll(Enumerable.Range(0, Publishers).Select(publisher => Task.Run(
            () =>
            {
                for (var model = 0; model < Models; model++)
                {
                    Publish("ease", (publisher * Models) + model);
                }
            },
            TestContext.Current.CancellationToken)));

        var latest = 0;
        while (!publishing.IsCompleted)
        {
            if (_registry.Latest("ease") is { } model)
            {
                model.Version.ShouldBeGreaterThanOrEqualTo(latest);
                latest = model.Version;
                var reader = _registry.Open("ease", model.Version);
                reader.ReadFloats("values", 1000).Span.ToArray().ShouldAllBe(value => value == Number(reader));
            }

            await Task.Yield();
        }

        await publishing;
        _registry.List("ease").Select(model => model.Version).ShouldBe(Enumerable.Range(1, Publishers * Models));
        _registry.List("ease").Select(model => Number(_registry.Open("ease", model.Version))).Order().ShouldBe(Enumerable.Range(0, Publishers * Models));
    }

    private ModelVersion Publish(string name, int number) => _registry.Publish(name, writer =>
    {
        writer.Properties["number"] = number;
        writer.Write("values", Enumerable.Repeat((float)number, 1000).ToArray(), 1000);
    });

    private static int Number(ArtifactReader reader) => reader.IntProperty("number");
}

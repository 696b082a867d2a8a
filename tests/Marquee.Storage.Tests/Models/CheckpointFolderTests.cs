using System.Text.Json.Nodes;
using Marquee.Numerics.Learning;
using Marquee.Testing;

namespace Marquee.Storage.Tests.Models;

public sealed class CheckpointFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Workspace _workspace;

    public CheckpointFolderTests() => _workspace = Workspace.Create(Path.Combine(_folder.Path, "workspace"));

    private string Checkpoints => Path.Combine(_workspace.Directory, "models", "sasrec", "checkpoint");

    [Fact]
    public void Gives_back_the_last_state_bit_by_bit()
    {
        using (var folder = Open())
        {
            folder.Exists.ShouldBeFalse();
            folder.TryLoad(_ => throw new InvalidOperationException("There is nothing to load.")).ShouldBeFalse();
            Save(folder, 1);
            Save(folder, 0.1);
            folder.Saves.ShouldBe(2);
        }

        using var again = Open();
        again.Exists.ShouldBeTrue();
        again.Interval.ShouldBe(TimeSpan.FromMinutes(5));
        Load(again).ShouldBe(0.1);
        Directory.GetDirectories(Path.Combine(Checkpoints, "main")).Select(Path.GetFileName).ShouldBe(["2"]);
    }

    [Fact]
    public void Keeps_the_last_state_where_the_next_fails_half_way()
    {
        using var folder = Open();
        Save(folder, 1);
        Should.Throw<InvalidOperationException>(() => folder.Save(writer =>
        {
            writer.Write("floats", [9f, 9, 9]);
            throw new InvalidOperationException("No more.");
        }));
        Load(folder).ShouldBe(1);
    }

    [Fact]
    public void Keeps_parts_apart()
    {
        using var folder = Open();
        Save(folder.Part("first"), 1);
        Save(folder.Part("second").Part("inner"), 2);
        Load(folder.Part("first")).ShouldBe(1);
        Load(folder.Part("second").Part("inner")).ShouldBe(2);
        folder.TryLoad(_ => { }).ShouldBeFalse();
        folder.Part("second").TryLoad(_ => { }).ShouldBeFalse();
        (folder.Exists, folder.Saves).ShouldBe((true, 2));
        folder.Clear();
        folder.Exists.ShouldBeFalse();
        folder.Part("first").TryLoad(_ => { }).ShouldBeFalse();
    }

    [Fact]
    public void Is_gone_when_it_was_cleared_and_is_no_model_while_it_is_there()
    {
        using (var folder = Open())
        {
            Save(folder, 1);
            _workspace.Models.List().ShouldBeEmpty();
            folder.Clear();
        }

        Directory.Exists(Checkpoints).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"options":{"factors":64,"epochs":10},"seed":1,"data":"abc"}""", "epochs was 20 and is 10")]
    [InlineData("""{"options":{"factors":64,"epochs":20},"seed":2,"data":"abc"}""", "seed was 1 and is 2")]
    [InlineData("""{"options":{"factors":64,"epochs":20},"seed":1,"data":"abd"}""", "data was abc and is abd")]
    [InlineData("""{"options":{"factors":64,"epochs":20,"dropout":0.1},"seed":1,"data":"abc"}""", "dropout was nothing and is 0.1")]
    public void Refuses_the_state_of_another_training(string head, string difference)
    {
        using (var folder = Open())
        {
            Save(folder, 1);
        }

        using var other = Open(head);
        Should.Throw<InvalidDataException>(() => other.TryLoad(_ => { })).Message.ShouldBe(
            $"The training of sasrec cannot go on from its checkpoint: it was made by another training ({difference}). Train with the same program, options, seed and data, or begin anew.");
    }

    [Fact]
    public void Refuses_a_state_that_was_damaged()
    {
        using var folder = Open();
        Save(folder, 1);
        var path = Directory.GetFiles(Path.Combine(Checkpoints, "main", "1"), "floats.*").Single();
        var bytes = File.ReadAllBytes(path);
        bytes[5] ^= 1;
        File.WriteAllBytes(path, bytes);
        Should.Throw<InvalidDataException>(() => Load(folder)).Message.ShouldContain("checksum");
    }

    [Fact]
    public void Refuses_arrays_of_another_length()
    {
        using var folder = Open();
        Save(folder, 1);
        Should.Throw<InvalidDataException>(() => folder.TryLoad(reader => reader.Read("floats", new float[4]))).Message.ShouldContain("'floats'");
        Should.Throw<InvalidDataException>(() => folder.TryLoad(reader => reader.Read("ints", new int[1]))).Message.ShouldContain("'ints' holds 2 numbers; it should hold 1");
    }

    [Fact]
    public void Serves_one_training_at_a_time()
    {
        using (Open())
        {
            Should.Throw<StoreException>(() => Open().Dispose()).Message.ShouldStartWith("Another process is training sasrec with checkpoints");
        }

        Open().Dispose();
    }

    [Fact]
    public void Says_what_is_wrong_where_the_folder_cannot_be_written_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets not everybody make links.");
        Directory.CreateDirectory(Checkpoints);
        var file = Path.Combine(Checkpoints, ".lock");
        File.CreateSymbolicLink(file, file);
        Should.Throw<IOException>(() => Open().Dispose()).Message.ShouldContain(file);
    }

    [Fact]
    public void Clears_away_what_an_earlier_saving_could_not_delete()
    {
        using var folder = Open();
        Save(folder, 1);
        Save(folder, 2);
        Directory.CreateDirectory(Path.Combine(Checkpoints, "main", "1"));
        Save(folder, 3);
        Directory.GetDirectories(Path.Combine(Checkpoints, "main")).Select(Path.GetFileName).ShouldBe(["3"]);
    }

    public void Dispose() => _folder.Dispose();

    private CheckpointFolder Open(string head = """{"options":{"factors":64,"epochs":20},"seed":1,"data":"abc"}""") =>
        _workspace.OpenCheckpoints("sasrec", JsonNode.Parse(head)!.AsObject(), TimeSpan.FromMinutes(5));

    private static void Save(ICheckpointStore store, double number) => store.Save(writer =>
    {
        writer.Write("floats", [1f / 3, float.Epsilon, -0f]);
        writer.Write("ints", [int.MinValue, 7]);
        writer.Write("number", number);
    });

    private static double? Load(ICheckpointStore store)
    {
        double? number = null;
        store.TryLoad(reader =>
        {
            var floats = new float[3];
            var ints = new int[2];
            reader.Read("floats", floats);
            reader.Read("ints", ints);
            floats.Select(BitConverter.SingleToInt32Bits).ShouldBe(new[] { 1f / 3, float.Epsilon, -0f }.Select(BitConverter.SingleToInt32Bits));
            ints.ShouldBe([int.MinValue, 7]);
            reader.ReadNumber("missing").ShouldBeNull();
            number = reader.ReadNumber("number");
        }).ShouldBeTrue();
        return number;
    }
}

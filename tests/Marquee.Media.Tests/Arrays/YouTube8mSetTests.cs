namespace Marquee.Media.Tests;

public sealed class YouTube8mSetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("marquee-youtube-8m").FullName;

    public YouTube8mSetTests()
    {
        Write("vocabulary.tsv", "index\tname\n0\tGame\n1\tVehicle\n");
        Write("labels.tsv", "shard\tid\tlabels\nvalidate0000\taa\t1\nvalidate0000\tbb\t0 1\n");
        File.WriteAllBytes(Path.Combine(_folder, "features.u8"), [.. new byte[1152], .. Enumerable.Repeat((byte)255, 1024), .. Enumerable.Repeat((byte)128, 128)]);
    }

    [Fact]
    public void Reads_videos_in_their_order()
    {
        var set = YouTube8mSet.Read(_folder);
        var (visual, audio) = (new float[1024], new float[128]);
        set.ReadVisual(1, visual);
        set.ReadAudio(1, audio);

        set.Ids.ShouldBe(["aa", "bb"]);
        set.Labels[1].ShouldBe([0, 1]);
        set.Vocabulary.ShouldBe(["Game", "Vehicle"]);
        visual.ShouldAllBe(number => Math.Abs(number - 2.0078125f) < 1e-6);
        audio.ShouldAllBe(number => Math.Abs(number - 0.0156556f) < 1e-6);
    }

    [Fact]
    public void Says_in_which_line_a_label_is_none()
    {
        Write("labels.tsv", "shard\tid\tlabels\nvalidate0000\taa\t1\nvalidate0000\tbb\t0 2\n");

        Should.Throw<MediaException>(() => YouTube8mSet.Read(_folder)).Message.ShouldEndWith("labels.tsv, line 3: '2' is no label; there are 0 to 1.");
    }

    [Fact]
    public void Refuses_features_of_another_number_of_videos()
    {
        Write("labels.tsv", "shard\tid\tlabels\nvalidate0000\taa\t1\n");

        Should.Throw<MediaException>(() => YouTube8mSet.Read(_folder)).Message.ShouldContain("features.u8: 2,304 bytes are not 1,152 for each of the 1 videos");
    }

    [Fact]
    public void Says_which_file_is_missing()
    {
        File.Delete(Path.Combine(_folder, "features.u8"));

        Should.Throw<MediaException>(() => YouTube8mSet.Read(_folder)).Message.ShouldContain("features.u8: ");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}

using Marquee.Testing;

namespace Marquee.Media.Tests;

public class YouTube8mReaderTests
{
    [Fact]
    public void Reads_a_video()
    {
        var visual = Enumerable.Range(0, 1024).Select(index => index / 1024f).ToArray();
        var audio = Enumerable.Range(0, 128).Select(index => -index / 128f).ToArray();

        var video = Read(visual, audio, [3, 4]).ShouldHaveSingleItem();

        video.Id.ShouldBe("02aa");
        video.Labels.ShouldBe([3, 4]);
        video.Visual.ShouldBe(visual);
        video.Audio.ShouldBe(audio);
    }

    [Fact]
    public void Names_the_record_that_is_no_video()
    {
        Should.Throw<MediaException>(() => Read(new float[1023], new float[128], [3]))
            .Message.ShouldBe("a.tfrecord, record 1: video 02aa has 1023 numbers of mean_rgb; 1024 that are finite make one.");
        Should.Throw<MediaException>(() => Read(new float[1024], [.. new float[127], float.NaN], [3])).Message.ShouldContain("128 numbers of mean_audio; 128 that are finite");
        Should.Throw<MediaException>(() => Read(new float[1024], new float[128], [0x96, 0x1E])).Message.ShouldContain("video 02aa has a label that is none of 0 to 3861");
    }

    [Fact]
    public void Reads_a_shard_as_it_is_published_and_the_compact_form_of_it_alike()
    {
        var folder = RealData.Folder("youtube-8m");
        var videos = YouTube8mReader.ReadFile(Path.Combine(folder, "validate0000.tfrecord")).ToArray();
        var set = YouTube8mSet.Read(folder);
        var rows = Enumerable.Range(0, set.Count).ToDictionary(row => set.Ids[row]);
        var (visual, audio) = (new float[1024], new float[128]);

        videos.Length.ShouldBeGreaterThan(100);
        set.Vocabulary[0].ShouldBe("Game");
        foreach (var video in videos)
        {
            var row = rows[video.Id];
            set.ReadVisual(row, visual);
            set.ReadAudio(row, audio);

            set.Labels[row].ShouldBe(video.Labels);
            visual.ShouldBe(Array.ConvertAll(video.Visual, number => Math.Clamp(number, -2, 2)), 0.017, video.Id);
            audio.ShouldBe(Array.ConvertAll(video.Audio, number => Math.Clamp(number, -2, 2)), 0.017, video.Id);
        }
    }

    private static YouTube8mVideo[] Read(float[] visual, float[] audio, byte[] labels)
    {
        var record = TfRecords.Example(
            ("id", 1, TfRecords.Field(1, "02aa"u8.ToArray())),
            ("labels", 3, TfRecords.Field(1, labels)),
            ("mean_rgb", 2, TfRecords.Field(1, TfRecords.Singles(visual))),
            ("mean_audio", 2, TfRecords.Field(1, TfRecords.Singles(audio))));
        return [.. YouTube8mReader.Read(new MemoryStream(TfRecords.File(record)), name: "a.tfrecord")];
    }
}

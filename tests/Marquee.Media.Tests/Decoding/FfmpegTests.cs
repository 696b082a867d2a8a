using System.Diagnostics;
using Marquee.Testing;

namespace Marquee.Media.Tests;

public sealed class FfmpegTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("marquee-ffmpeg").FullName;

    [Fact]
    public void Reads_the_pictures_and_the_sound_of_a_video()
    {
        var path = Make("a.mp4", "-f", "lavfi", "-i", "color=red:size=64x48:rate=10:duration=1", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=22050:duration=1", "-c:v", "mpeg4", "-c:a", "aac");

        var clip = new Ffmpeg().ReadClip(path, new ClipForm { Width = 16, Height = 16, FramesPerSecond = 5, SoundRate = 8000 });

        clip.Frames.Count.ShouldBe(5);
        clip.FramesPerSecond.ShouldBe(5);
        clip.Frames[2].Shape.ShouldBe(new PlaneShape(16, 16, 3));
        clip.Frames[2].Pixels[0].ShouldBeGreaterThan((byte)240);
        clip.Frames[2].Pixels[1].ShouldBeLessThan((byte)15);
        var sound = clip.Sound.ShouldNotBeNull();
        (sound.Rate, sound.Channels).ShouldBe((8000, 1));
        sound.Duration.TotalSeconds.ShouldBe(1, 0.1);
        sound.Samples.ToArray().Max().ShouldBe(0.125f, 0.02f);
    }

    [Fact]
    public void Reads_the_part_that_is_asked_for_and_cuts_out_the_middle()
    {
        // A second of black, then white between two bars of blue.
        var path = Make(
            "b.mp4", "-f", "lavfi", "-i", "color=black:size=96x32:rate=10:duration=1", "-f", "lavfi", "-i", "color=white:size=32x32:rate=10:duration=1,pad=96:32:32:0:color=blue", "-filter_complex", "concat", "-c:v", "mpeg4");

        var clip = new Ffmpeg().ReadClip(path, new ClipForm { Width = 8, Height = 8, FramesPerSecond = 10, Start = 1.2, Seconds = 0.5 });

        clip.Frames.Count.ShouldBe(5);
        clip.Frames[0].Pixels[^3..].ToArray().ShouldAllBe(value => value > 230);
        clip.Sound.ShouldBeNull();
    }

    [Fact]
    public void Finds_the_cuts_of_a_video()
    {
        var path = Make(
            "c.mkv", "-f", "lavfi", "-i", "color=red:size=32x32:rate=10:duration=1", "-f", "lavfi", "-i", "color=green:size=32x32:rate=10:duration=2", "-filter_complex", "concat", "-c:v", "mpeg4");
        var frames = new Ffmpeg().ReadClip(path, new ClipForm { Width = 32, Height = 32, FramesPerSecond = 5 }).Frames;

        KeyFrames.Find(frames).Select(shot => (shot.Start, shot.Length)).ShouldBe([(0, 5), (5, 10)]);
    }

    [Theory]
    [InlineData("a.flac", "flac")]
    [InlineData("a.ogg", "flac")]
    [InlineData("a.mkv", "pcm_s16le")]
    public void Reads_a_sound_as_it_is(string name, string codec)
    {
        var path = Make(name, "-f", "lavfi", "-i", "sine=frequency=1000:sample_rate=16000:duration=0.5", "-ac", "2", "-c:a", codec);

        var sound = MediaFile.ReadSound(path);

        (sound.Rate, sound.Channels, sound.Length).ShouldBe((16_000, 2, 8000));
        // A quarter of a period in, an eighth of full scale, shared by two channels of the same power.
        sound.Samples[2 * 4].ShouldBe((float)(0.125 / Math.Sqrt(2)), 1e-3f);
    }

    [Fact]
    public void Reads_real_sounds()
    {
        Require();
        var path = Directory.EnumerateFiles(Path.Combine(RealData.Folder("esc-10"), "rooster")).Order(StringComparer.Ordinal).First();

        var sound = MediaFile.ReadSound(path);

        (sound.Rate, sound.Channels).ShouldBe((22_050, 1));
        sound.Duration.TotalSeconds.ShouldBe(5, 0.1);
    }

    [Theory]
    [InlineData("a.gif")]
    [InlineData("a.bmp")]
    public void Reads_other_pictures(string name)
    {
        var picture = MediaFile.ReadPicture(Make(name, "-f", "lavfi", "-i", "color=red:size=20x10", "-frames:v", "1"));

        (picture.Width, picture.Height).ShouldBe((20, 10));
        picture.Pixels[0].ShouldBeGreaterThan((byte)250);
        picture.Pixels[1].ShouldBeLessThan((byte)5);
    }

    [Theory]
    [InlineData("baseline-444.jpg")]
    [InlineData("progressive-420.jpg")]
    public void Agrees_with_our_own_decoder(string name)
    {
        Require();
        var own = PictureDecoder.Decode(Files.Read("Pictures", name));

        var other = new Ffmpeg().ReadPicture(Files.PathOf("Pictures", name));

        // Its cosine transform and its interpolation of colours are others.
        Enumerable.Range(0, own.Pixels.Length).Average(index => Math.Abs(own.Pixels[index] - other.Pixels[index])).ShouldBeLessThan(name.Contains("444", StringComparison.Ordinal) ? 1 : 6);
    }

    [Fact]
    public void Says_what_to_install_where_it_is_missing()
    {
        var nowhere = new Ffmpeg("no-such-ffmpeg");
        var path = Save("a.ogg", "OggS"u8.ToArray());

        nowhere.FindVersion().ShouldBeNull();
        Should.Throw<MediaException>(() => nowhere.ReadSound(path)).Message.ShouldStartWith($"{path}: The program 'ffmpeg' is needed to read this file and is not on the PATH: install it (Debian");
    }

    [Fact]
    public void Names_its_version()
    {
        Require();

        new Ffmpeg().FindVersion().ShouldNotBeNull().ShouldStartWith("ffmpeg version ");
    }

    [Fact]
    public void Never_follows_a_play_list()
    {
        var list = Save("a.mp4", "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"u8.ToArray());

        Should.Throw<MediaException>(() => new Ffmpeg().ReadClip(list, new ClipForm())).Message.ShouldBe($"{list}: The file is of no known format; pictures, sound and video were expected.");
        Should.Throw<MediaException>(() => MediaFile.ReadSound(Save("empty.mp3", []))).Message.ShouldEndWith("empty.mp3: The file is empty; a WAV sound was expected.");
    }

    [Fact]
    public void Refuses_what_is_cut_damaged_or_something_else()
    {
        var video = File.ReadAllBytes(Make("a.mp4", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=1", "-c:v", "mpeg4", "-movflags", "faststart"));
        var ffmpeg = new Ffmpeg();

        Should.Throw<MediaException>(() => ffmpeg.ReadClip(Save("cut.mp4", video[..(video.Length * 2 / 3)]), new ClipForm())).Message.ShouldContain("cut.mp4: The file cannot be read as an MP4 or QuickTime file: ");
        Should.Throw<MediaException>(() => ffmpeg.ReadClip(Save("head.mp4", video[..40]), new ClipForm())).Message.ShouldContain("head.mp4: ");
        Should.Throw<MediaException>(() => ffmpeg.ReadSound(Save("mute.mp4", video))).Message.ShouldEndWith("mute.mp4: There is no sound in the file.");
        Should.Throw<MediaException>(() => ffmpeg.ReadClip(Save("ogg.mp4", [.. "OggS"u8, .. new byte[500]]), new ClipForm())).Message.ShouldContain("cannot be read as an Ogg file");
    }

    [Fact]
    public void Reads_or_refuses_whatever_is_damaged()
    {
        var good = File.ReadAllBytes(Make("a.mp4", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=1", "-c:v", "mpeg4"));
        var path = Path.Combine(_folder, "bad.mp4");

        Damage.Try(
            good,
            6,
            21,
            bad =>
            {
                File.WriteAllBytes(path, bad);
                new Ffmpeg().ReadClip(path, new ClipForm { SoundRate = null });
            }).ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Keeps_to_the_limits()
    {
        var path = Make("long.mp4", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=3", "-f", "lavfi", "-i", "sine=duration=3", "-c:v", "mpeg4", "-c:a", "aac");
        var ffmpeg = new Ffmpeg();
        var form = new ClipForm { Width = 10, Height = 10, FramesPerSecond = 10 };

        ffmpeg.ReadClip(path, form, new DecodeLimits { MaximumSeconds = 1 }).Frames.Count.ShouldBe(10);
        Should.Throw<MediaException>(() => ffmpeg.ReadSound(path, new DecodeLimits { MaximumSeconds = 1 })).Message.ShouldContain("The sound lasts longer than the limit of 1 seconds");
        Should.Throw<MediaException>(() => ffmpeg.ReadClip(path, form, new DecodeLimits { MaximumBytes = 3000 })).Message.ShouldContain("What the file unpacks to is longer than the limit of 3,000 bytes");
        Should.Throw<MediaException>(() => ffmpeg.ReadClip(path, form, new DecodeLimits { MaximumPixels = 1000 })).Message.ShouldContain("cannot be read");
    }

    [Fact]
    public void Ends_a_program_that_takes_too_long_or_writes_without_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        var path = Save("a.ogg", "OggS"u8.ToArray());

        Should.Throw<MediaException>(() => new Ffmpeg(Script("sleeps", "exec sleep 600")).ReadSound(path, new DecodeLimits { Timeout = TimeSpan.FromMilliseconds(200) }))
            .Message.ShouldEndWith("Reading the file took longer than the limit of 0.2 seconds.");
        Should.Throw<MediaException>(() => new Ffmpeg(Script("writes", "exec yes")).ReadSound(path, new DecodeLimits { MaximumBytes = 100_000 }))
            .Message.ShouldEndWith("What the file unpacks to is longer than the limit of 100,000 bytes.");
    }

    [Fact]
    public async Task Ends_a_program_when_cancellation_is_asked_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        var (path, began) = (Save("a.ogg", "OggS"u8.ToArray()), Path.Combine(_folder, "began"));
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var ffmpeg = new Ffmpeg(Script("sleeps", $"touch '{began}'; exec sleep 600"));
        var reading = Task.Run(() => MediaFile.ReadSound(path, null, ffmpeg, cancelling.Token), TestContext.Current.CancellationToken);
        while (!File.Exists(began))
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await cancelling.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(reading);
        Should.Throw<OperationCanceledException>(() => ffmpeg.ReadClip(path, new ClipForm(), cancellationToken: new CancellationToken(true)));
    }

    // A header of Sun's audio format, as octal escapes of the shell: samples from byte 24, so many bytes, single precision, rate, channels.
    [Theory]
    [InlineData("\\167\\065\\224\\000", "\\000\\000\\000\\001", "1 channels at 2,000,000,000 Hz")]
    [InlineData("\\000\\000\\037\\100", "\\000\\000\\000\\000", "0 channels at 8,000 Hz")]
    public void Refuses_rates_and_channels_that_nothing_can_be_made_of(string rate, string channels, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        var path = Save("a.ogg", "OggS"u8.ToArray());
        var header = $"printf '.snd\\000\\000\\000\\030\\000\\000\\000\\020\\000\\000\\000\\006{rate}{channels}\\000\\000\\000\\000\\000\\000\\000\\000'";

        Should.Throw<MediaException>(() => new Ffmpeg(Script("states", header)).ReadSound(path)).Message.ShouldContain($"The header states {expected}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Require() => Assert.SkipWhen(!Programs.Has("ffmpeg"), "The program 'ffmpeg' is not on this machine.");

    private string Make(string name, params string[] arguments)
    {
        Require();
        var path = Path.Combine(_folder, name);
        using var process = Process.Start("ffmpeg", ["-nostdin", "-v", "error", .. arguments, "-fflags", "+bitexact", path]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return path;
    }

    private string Save(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private string Script(string name, string line)
    {
        var path = Save(name, System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{line}\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}

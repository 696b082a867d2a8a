using System.IO.Compression;
using System.Text;
using Marquee.Data;
using Marquee.Numerics;
using Shouldly;
using Xunit;

namespace Marquee.Testing;

/// <summary>What every format must do with its sample, whole and spoilt.</summary>
public abstract class DatasetFormatContract : IDisposable
{
    private const int LongLineBytes = 10 << 20;

    protected DatasetFormatContract(FormatSample sample)
    {
        Sample = sample;
        Format = DatasetFormats.Find(sample.Format);
    }

    protected FormatSample Sample { get; }

    protected IDatasetFormat Format { get; }

    protected TemporaryFolder Folder { get; } = new();

    private byte[] Main => Encoding.UTF8.GetBytes(Sample.MainText);

    [Fact]
    public void Is_detected_by_its_sample() => DatasetFormats.Detect(Sample.Write(Folder)).Name.ShouldBe(Format.Name);

    [Fact]
    public void Recognizes_no_sample_of_another_format()
    {
        foreach (var other in FormatSamples.All.Where(other => other.Format != Format.Name))
        {
            using var folder = new TemporaryFolder();
            Format.Recognizes(other.Write(folder)).ShouldBeFalse($"the sample of {other.Format}");
        }
    }

    [Fact]
    public void Recognizes_nothing_that_is_not_there() => Format.Recognizes(Path.Combine(Folder.Path, "missing")).ShouldBeFalse();

    [Fact]
    public void Says_so_where_there_is_no_such_file() =>
        Refusal(Path.Combine(Folder.Path, "missing")).Problem.Path.ShouldContain("missing");

    [Fact]
    public void Reads_the_same_with_a_byte_order_mark_other_line_ends_or_packed()
    {
        var expected = Read(Sample.Write(Folder));
        expected.Interactions.Count.ShouldBeGreaterThan(1);
        byte[] mark = [0xEF, 0xBB, 0xBF];
        ShouldEqual(Read(Sample.Write(Folder, [.. mark, .. Main])), expected);
        ShouldEqual(Read(Sample.Write(Folder, Encoding.UTF8.GetBytes(Sample.MainText.Replace("\n", "\r\n")))), expected);
        ShouldEqual(Read(Sample.Write(Folder, Encoding.UTF8.GetBytes(Sample.MainText.TrimEnd('\n')))), expected);
        ShouldEqual(Read(Sample.Write(Folder, Pack(Main))), expected);
    }

    [Fact]
    public void Names_the_file_and_line_of_a_bad_line()
    {
        var lines = Sample.MainText.TrimEnd('\n').Split('\n').Length;
        var problem = Refusal(Sample.Write(Folder, WithLineBeforeLast(Encoding.UTF8.GetBytes(Sample.BadLine)))).Problem;
        problem.Path.ShouldBe(Path.Combine(Folder.Path, Sample.MainName));
        problem.Line.ShouldBe(lines);
        problem.Reason.ShouldNotEndWith(".");
    }

    [Fact]
    public void Leaves_out_a_bad_line_and_goes_on_where_asked_to() => LeavesOut(Encoding.UTF8.GetBytes(Sample.BadLine));

    [Fact]
    public void Leaves_out_a_line_of_10_MB() => LeavesOut([.. Enumerable.Repeat((byte)'7', LongLineBytes)]).Reason.ShouldContain("longer than");

    [Fact]
    public void Leaves_out_a_line_with_a_null_byte() => LeavesOut([.. LastLine(), 0]).Reason.ShouldContain("null byte");

    [Fact]
    public void Leaves_out_a_line_that_is_not_utf_8()
    {
        Assert.SkipWhen(Sample.IsLatin1, "Every byte is a latin-1 character.");
        LeavesOut([.. LastLine(), 0xE9, (byte)'!']).Reason.ShouldContain("0xE9");
    }

    [Fact]
    public void Refuses_a_file_that_is_empty_or_blank()
    {
        Refusal(Sample.Write(Folder, [])).Problem.Reason.ShouldContain("empty");
        Refusal(Sample.Write(Folder, "\n \r\n"u8.ToArray())).Problem.Reason.ShouldContain("empty");
    }

    [Fact]
    public void Refuses_a_file_in_utf_16()
    {
        Refusal(Sample.Write(Folder, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Sample.MainText)])).Problem.Reason.ShouldContain("UTF-16");
        Refusal(Sample.Write(Folder, Encoding.Unicode.GetBytes(Sample.MainText))).Problem.Reason.ShouldContain("UTF-16");
    }

    [Fact]
    public void Refuses_a_binary_file()
    {
        var random = new SplittableRandom(7);
        var noise = Enumerable.Range(0, 5000).Select(_ => (byte)(1 + random.Next(255))).ToArray();
        Refusal(Sample.Write(Folder, noise)).Problem.Reason.ShouldContain("binary");
    }

    [Fact]
    public void Refuses_a_packed_file_that_is_cut()
    {
        var packed = Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Sample.MainText, 10))));
        Refusal(Sample.Write(Folder, packed[..(packed.Length / 2)])).Problem.Reason.ShouldContain("cut short");
    }

    [Fact]
    public void Stops_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var sink = new CollectingSink { OnInteraction = _ => source.Cancel() };
        var context = new ReadContext { CancellationToken = source.Token };
        Should.Throw<OperationCanceledException>(() => Format.Read(Sample.Write(Folder), sink, context));
        sink.Interactions.Count.ShouldBeLessThan(Read(Sample.Write(Folder)).Interactions.Count);
    }

    [Fact]
    public void Reports_progress_up_to_the_end()
    {
        var path = Sample.Write(Folder);
        var progress = new Recorder();
        Format.Read(path, new CollectingSink(), new ReadContext { Progress = progress });
        var reports = progress.Reports;
        reports.ShouldBe(reports.OrderBy(report => report.BytesRead));
        reports[^1].BytesRead.ShouldBe(reports[^1].BytesTotal);
        reports[^1].BytesTotal.ShouldBe(Sample.Files.Where(file => !Sample.Unread.Contains(file.Name)).Sum(file => (long)Encoding.UTF8.GetByteCount(file.Text)));
    }

    [Fact]
    public void Reads_or_refuses_whatever_it_is_given_and_never_fails_otherwise()
    {
        var random = new SplittableRandom(20260101);
        var refused = 0;
        for (var round = 0; round < 200; round++)
        {
            var path = Sample.Write(Folder);
            var file = Sample.Files[random.Next(Sample.Files.Count)].Name;
            Folder.Write(file, Mutate(File.ReadAllBytes(Path.Combine(Folder.Path, file)), random));
            Format.Recognizes(path);
            try
            {
                Format.Read(path, new CollectingSink(), round % 2 == 0 ? ReadContext.Strict : new ReadContext { OnSkipped = _ => { } });
            }
            catch (DatasetException)
            {
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(0);
    }

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected CollectingSink Read(string path, ReadContext? context = null)
    {
        var sink = new CollectingSink();
        Format.Read(path, sink, context ?? ReadContext.Strict);
        return sink;
    }

    protected DatasetException Refusal(string path) => Should.Throw<DatasetException>(() => Read(path));

    /// <summary>Reads the sample with other files in place of its own.</summary>
    protected DatasetProblem RefusalWith(string file, string text)
    {
        var path = Sample.Write(Folder);
        Folder.Write(file, text);
        return Refusal(path).Problem;
    }

    protected static void ShouldEqual(CollectingSink actual, CollectingSink expected)
    {
        actual.Users.ShouldBe(expected.Users);
        actual.Items.ShouldBe(expected.Items);
        actual.Interactions.ShouldBe(expected.Interactions);
    }

    private DatasetProblem LeavesOut(byte[] line)
    {
        var expected = Read(Sample.Write(Folder));
        var problems = new List<DatasetProblem>();
        var actual = Read(Sample.Write(Folder, WithLineBeforeLast(line)), new ReadContext { OnSkipped = problems.Add });
        ShouldEqual(actual, expected);
        var problem = problems.ShouldHaveSingleItem();
        problem.Path.ShouldBe(Path.Combine(Folder.Path, Sample.MainName));
        problem.Line.ShouldBe(Sample.MainText.TrimEnd('\n').Split('\n').Length);
        Refusal(Path.Combine(Sample.IsFolder ? Folder.Path : problem.Path)).Problem.ShouldBe(problem);
        return problem;
    }

    private byte[] LastLine() => Encoding.UTF8.GetBytes(Sample.MainText.TrimEnd('\n').Split('\n')[^1]);

    private byte[] WithLineBeforeLast(byte[] line)
    {
        var last = LastLine();
        return [.. Main.AsSpan(0, Encoding.UTF8.GetByteCount(Sample.MainText.TrimEnd('\n')) - last.Length), .. line, (byte)'\n', .. last, (byte)'\n'];
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Mutate(byte[] content, SplittableRandom random)
    {
        var marks = "\"'{}[],:;|\t\n\r-9eN\\"u8.ToArray();
        var bytes = content.ToList();
        for (var change = 1 + random.Next(4); change > 0; change--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + random.Next(5)));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.Slice(at, Math.Min(bytes.Count - at, random.Next(40))).ToArray());
                    break;
                default:
                    bytes.Insert(at, marks[random.Next(marks.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }

    private sealed class Recorder : IProgress<ReadProgress>
    {
        public List<ReadProgress> Reports { get; } = [];

        public void Report(ReadProgress value) => Reports.Add(value);
    }
}

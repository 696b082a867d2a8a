using System.Text;
using Marquee.Numerics;

namespace Marquee.Data.Tests;

public sealed class LineReaderTests
{
    [Fact]
    public void Finds_the_same_lines_wherever_the_stream_breaks_off()
    {
        var random = new SplittableRandom(5);
        var expected = Enumerable.Range(0, 300).Select(_ => new string((char)('a' + random.Next(26)), random.Next(3000))).ToList();
        var text = string.Join("\r\n", expected);
        using var lines = Open(new DrippingStream(Encoding.UTF8.GetBytes(text), random));
        var found = new List<(string, long)>();
        while (lines.Read())
        {
            found.Add((Encoding.UTF8.GetString(lines.Line), lines.LineNumber));
        }

        found.ShouldBe(expected.Select((line, index) => (line, index + 1L)).Where(entry => entry.line.Length > 0));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Takes_the_longest_line_and_none_longer(int beyond, bool taken)
    {
        var text = new string('x', LineReader.MaxLineBytes + beyond) + "\nnext\n";
        var problems = new List<DatasetProblem>();
        using var lines = Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), new ReadContext { OnSkipped = problems.Add });
        lines.Read().ShouldBeTrue();
        Encoding.UTF8.GetString(lines.Line).ShouldBe(taken ? text[..LineReader.MaxLineBytes] : "next");
        problems.Select(problem => problem.Line).ShouldBe(taken ? [] : [1L]);
    }

    [Fact]
    public void Passes_a_line_of_any_length_in_bounded_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var problems = new List<DatasetProblem>();
        using var lines = Open(new EndlessLineStream(64 << 20), new ReadContext { OnSkipped = problems.Add });
        lines.Read().ShouldBeTrue();
        lines.LineNumber.ShouldBe(2);
        problems.ShouldHaveSingleItem().Line.ShouldBe(1);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(8 << 20);
    }

    [Fact]
    public void Says_where_a_byte_is_not_utf_8()
    {
        using var lines = Open(new MemoryStream([.. "first\nsec"u8, 0xE9, .. "nd\n"u8]));
        lines.Read();
        Should.Throw<DatasetException>(() => lines.Read()).Message
            .ShouldBe("file:2: byte 0xE9 (character 4, byte 9 of the file) is not UTF-8; save the file as UTF-8");
    }

    private static LineReader Open(Stream stream, ReadContext? context = null) => new(new ReadSession(context ?? ReadContext.Strict), "file", stream);

    /// <summary>Gives as few bytes at a time as it likes.</summary>
    private sealed class DrippingStream(byte[] content, SplittableRandom random) : SequentialStream
    {
        private int _position;

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(Math.Min(buffer.Length, content.Length - _position), 1 + random.Next(5000));
            content.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }
    }

    /// <summary>One long line, and a short one behind it.</summary>
    private sealed class EndlessLineStream(long length) : SequentialStream
    {
        private long _position;

        public override int Read(Span<byte> buffer)
        {
            if (_position >= length)
            {
                return 0;
            }

            buffer.Fill((byte)'x');
            _position += buffer.Length;
            if (_position >= length)
            {
                "\nend"u8.CopyTo(buffer[^4..]);
            }

            return buffer.Length;
        }
    }
}

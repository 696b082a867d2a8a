using System.Buffers.Binary;
using System.Text;
using Marquee.Testing;

namespace Marquee.Media.Tests;

public class NumpyReaderTests
{
    [Theory]
    [InlineData("<f2", new byte[] { 0, 60, 0, 192 }, new[] { 1.0, -2.0 })]
    [InlineData("<f4", new byte[] { 0, 0, 128, 63, 0, 0, 0, 192 }, new[] { 1.0, -2.0 })]
    [InlineData("<f8", new byte[] { 0, 0, 0, 0, 0, 0, 240, 63, 0, 0, 0, 0, 0, 0, 0, 192 }, new[] { 1.0, -2.0 })]
    [InlineData("|i1", new byte[] { 1, 254 }, new[] { 1.0, -2.0 })]
    [InlineData("|u1", new byte[] { 1, 254 }, new[] { 1.0, 254.0 })]
    [InlineData("<i4", new byte[] { 1, 0, 0, 0, 254, 255, 255, 255 }, new[] { 1.0, -2.0 })]
    [InlineData("<i8", new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 254, 255, 255, 255, 255, 255, 255, 255 }, new[] { 1.0, -2.0 })]
    public void Reads_numbers_of_every_type(string type, byte[] data, double[] numbers)
    {
        for (var version = 1; version <= 3; version++)
        {
            var array = Read(File(type, "(2,)", data, version: version));

            array.Type.ShouldBe(type);
            array.Shape.ShouldBe([2]);
            array.ToDoubles().ShouldBe(numbers);
            array.ToSingles().ShouldBe(Array.ConvertAll(numbers, number => (float)number));
        }
    }

    [Fact]
    public void Makes_a_matrix_of_two_directions()
    {
        var matrix = Read(File("|u1", "(2, 3)", [1, 2, 3, 4, 5, 6])).ToMatrix();

        (matrix.Rows, matrix.Columns).ShouldBe((2, 3));
        matrix.Row(1).ToArray().ShouldBe([4f, 5f, 6f]);
        Should.Throw<MediaException>(() => Read(File("|u1", "(6,)", [1, 2, 3, 4, 5, 6])).ToMatrix()).Message.ShouldContain("shape (6) is no matrix");
    }

    [Fact]
    public void Reads_a_single_number_and_none()
    {
        Read(File("|u1", "()", [7])).ToSingles().ShouldBe([7f]);
        Read(File("<f4", "(5, 0)", [])).ToMatrix().Rows.ShouldBe(5);
    }

    [Theory]
    [InlineData(">f4", "(1,)", "False", "numbers of type '>f4'; <f2, <f4")]
    [InlineData("|O", "(1,)", "False", "numbers of type '|O'")]
    [InlineData("<f4", "(1,)", "True", "column (Fortran) order")]
    [InlineData("<f4", "(2,)", "False", "4 bytes are not 2 numbers of 4 bytes")]
    [InlineData("<f4", "(-1,)", "False", "a shape of -1, which is no length")]
    [InlineData("<f4", "(2147483647, 2147483647, 2147483647, 2147483647, 4)", "False", "4 bytes are not")]
    [InlineData("<f4", "1", "False", "states no shape")]
    public void Says_what_it_does_not_read(string type, string shape, string order, string why) =>
        Should.Throw<MediaException>(() => Read(File(type, shape, [0, 0, 0, 0], order))).Message.ShouldContain(why);

    [Fact]
    public void Refuses_records_by_showing_their_header()
    {
        var file = File("x", "(1,)", [0]);
        var text = Encoding.ASCII.GetString(file, 10, 118).Replace("'x'", "[('a', '<f4')]", StringComparison.Ordinal)[..118];
        Encoding.ASCII.GetBytes(text).CopyTo(file, 10);

        Should.Throw<MediaException>(() => Read(file)).Message.ShouldStartWith("array.npy: The array's header names no single type: {'descr': [('a', '<f4')]");
    }

    [Fact]
    public void Reads_features_of_real_videos()
    {
        var path = Path.Combine(RealData.Folder("tiktok"), "image_feat.npy");

        var matrix = NumpyReader.ReadFile(path).ToMatrix();

        (matrix.Rows, matrix.Columns).ShouldBe((6710, 128));
        matrix.Span.ToArray().ShouldAllBe(number => float.IsFinite(number));
    }

    [Fact]
    public void Reads_or_refuses_whatever_is_damaged() =>
        Damage.Try(File("<i4", "(5, 3)", new byte[60]), 3000, 4, bad => Read(bad).ToDoubles()).ShouldBeInRange(500, 2900);

    private static NumpyArray Read(byte[] file) => NumpyReader.Read(new MemoryStream(file), name: "array.npy");

    private static byte[] File(string type, string shape, byte[] data, string order = "False", int version = 1)
    {
        var text = $"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {shape}, }}".PadRight(117) + "\n";
        var length = new byte[version == 1 ? 2 : 4];
        BinaryPrimitives.WriteInt16LittleEndian(length, (short)text.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. Encoding.ASCII.GetBytes(text), .. data];
    }
}

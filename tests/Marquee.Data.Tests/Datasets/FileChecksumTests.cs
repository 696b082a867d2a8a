using Marquee.Testing;

namespace Marquee.Data.Tests.Datasets;

public sealed class FileChecksumTests
{
    private const string Md5 = "900150983cd24fb0d6963f7d28e17f72";
    private const string Sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Theory]
    [InlineData(ChecksumAlgorithm.Md5, Md5)]
    [InlineData(ChecksumAlgorithm.Sha256, Sha256)]
    [InlineData(ChecksumAlgorithm.GitBlob, "f2ba8f84ab5c1bce84a7b441cb1959cfc7093b7f")]
    public async Task Takes_the_checksum_of_abc(ChecksumAlgorithm algorithm, string expected)
    {
        using var folder = new TemporaryFolder();
        (await FileChecksum.ComputeAsync(algorithm, folder.Write("abc", "abc"), CancellationToken.None)).Hex.ShouldBe(expected);
    }

    [Theory]
    [InlineData($"MD5 (ml.zip) = {Md5}\n", ChecksumAlgorithm.Md5, Md5)]
    [InlineData($"{Md5}  ml.zip", ChecksumAlgorithm.Md5, Md5)]
    [InlineData("900150983CD24FB0D6963F7D28E17F72 *ml.zip", ChecksumAlgorithm.Md5, Md5)]
    [InlineData($"{Sha256}\n", ChecksumAlgorithm.Sha256, Sha256)]
    [InlineData($"00000000000000000000000000000000  other.zip\n{Md5}  ml.zip\n", ChecksumAlgorithm.Md5, Md5)]
    public void Reads_what_publishers_write(string text, ChecksumAlgorithm algorithm, string expected) =>
        FileChecksum.Parse(text, "ml.zip").ShouldBe(new FileChecksum(algorithm, expected));

    [Theory]
    [InlineData("")]
    [InlineData("<html>not found</html>")]
    [InlineData("MD5 (ml.zip) = 900150983cd24fb0d6963f7d28e17f")]
    [InlineData("00000000000000000000000000000000  other.zip\n11111111111111111111111111111111  another.zip\n")]
    public void Finds_nothing_where_there_is_nothing(string text) => FileChecksum.Parse(text, "ml.zip").ShouldBeNull();
}

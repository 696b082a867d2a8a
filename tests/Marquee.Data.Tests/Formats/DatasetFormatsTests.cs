using Marquee.Testing;

namespace Marquee.Data.Tests;

public sealed class DatasetFormatsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Every_format_has_a_name_of_its_own_and_a_sample()
    {
        DatasetFormats.All.Select(format => format.Name).ShouldBeUnique();
        FormatSamples.All.Select(sample => sample.Format).ShouldBe(DatasetFormats.All.Select(format => format.Name), ignoreOrder: true);
    }

    [Fact]
    public void Finds_a_format_by_name() => DatasetFormats.Find("movielens-1m").ShouldBeOfType<MovieLens1MFormat>();

    [Fact]
    public void Lists_the_names_where_there_is_no_such_format() =>
        Should.Throw<ArgumentException>(() => DatasetFormats.Find("movielens")).Message.ShouldContain("movielens-100k, movielens-1m");

    [Fact]
    public void Says_what_a_folder_holds_and_what_is_known()
    {
        _folder.Write("notes.txt", "hello");
        _folder.Write("photo.png", "png");
        var message = Should.Throw<DatasetException>(() => DatasetFormats.Detect(_folder.Path)).Message;
        message.ShouldStartWith($"{_folder.Path}: is a folder without a known format: it holds notes.txt, photo.png; known are: ");
        foreach (var format in DatasetFormats.All)
        {
            message.ShouldContain(format.Name);
        }
    }

    [Fact]
    public void Says_that_a_folder_is_empty() =>
        Should.Throw<DatasetException>(() => DatasetFormats.Detect(_folder.Path)).Message.ShouldContain("it holds nothing;");

    [Fact]
    public void Says_how_a_file_starts() =>
        Detect("Dear diary,\n"u8.ToArray()).ShouldStartWith("is a file without a known format: it starts with 'Dear diary,'");

    [Fact]
    public void Says_that_a_file_is_missing_empty_binary_packed_or_in_another_encoding()
    {
        Should.Throw<DatasetException>(() => DatasetFormats.Detect("/nowhere")).Message.ShouldBe("/nowhere: there is no such file or folder");
        Detect([]).ShouldBe("is empty");
        Detect([.. Enumerable.Range(0, 256).Select(value => (byte)value)]).ShouldBe("is a binary file; text in UTF-8 is expected");
        Detect("PK\x03\x04rest"u8.ToArray()).ShouldBe("is a zip archive; unpack it and give the folder");
        Detect([0xFF, 0xFE, (byte)'1', 0]).ShouldBe("is UTF-16; save it as UTF-8");
    }

    public void Dispose() => _folder.Dispose();

    private string Detect(byte[] content)
    {
        var path = _folder.Write("file", content);
        return Should.Throw<DatasetException>(() => DatasetFormats.Detect(path)).Problem.Reason;
    }
}

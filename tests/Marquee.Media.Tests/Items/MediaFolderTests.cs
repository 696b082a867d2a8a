using Marquee.Testing;

namespace Marquee.Media.Tests;

public sealed class MediaFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Finds_a_file_an_item_in_the_order_of_their_ids()
    {
        _folder.Write("b.jpg", "");
        _folder.Write("a.b.png", "");
        _folder.Write(".hidden", "");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "inside"));

        MediaFolder.Find(_folder.Path).ShouldBe([new ItemFile("a.b", Path.Combine(_folder.Path, "a.b.png")), new ItemFile("b", Path.Combine(_folder.Path, "b.jpg"))]);
    }

    [Fact]
    public void Refuses_two_files_of_one_item()
    {
        _folder.Write("a.jpg", "");
        _folder.Write("a.png", "");

        Should.Throw<MediaException>(() => MediaFolder.Find(_folder.Path)).Message.ShouldContain("another file of the item 'a', a.jpg");
    }

    [Fact]
    public void Says_that_a_folder_is_empty_or_missing()
    {
        Should.Throw<MediaException>(() => MediaFolder.Find(_folder.Path)).Message.ShouldContain("no files");
        Should.Throw<MediaException>(() => MediaFolder.Find(Path.Combine(_folder.Path, "none"))).Message.ShouldContain("no such folder");
    }
}

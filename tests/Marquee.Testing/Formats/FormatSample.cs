using System.Text;

namespace Marquee.Testing;

/// <summary>A small valid data set in one format, as files.</summary>
/// <param name="Format">Name of the format.</param>
/// <param name="Files">Its files; the first one holds interactions and has at least two lines of them at its end.</param>
/// <param name="BadLine">A line that has no place in the first file.</param>
public sealed record FormatSample(string Format, IReadOnlyList<(string Name, string Text)> Files, string BadLine)
{
    /// <summary>Whether a folder is to be read, not a file.</summary>
    public bool IsFolder { get; init; } = Files.Count > 1;

    /// <summary>Files that belong to the format but are left alone.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>Whether bytes that are not UTF-8 are latin-1 characters in this format.</summary>
    public bool IsLatin1 { get; init; }

    /// <summary>Name of the first file.</summary>
    public string MainName => Files[0].Name;

    /// <summary>Text of the first file.</summary>
    public string MainText => Files[0].Text;

    /// <summary>Writes the sample, with another content for the first file where one is given.</summary>
    /// <returns>What to read: the folder, or the file.</returns>
    public string Write(TemporaryFolder folder, byte[]? main = null)
    {
        foreach (var (name, text) in Files)
        {
            folder.Write(name, main is not null && name == MainName ? main : Encoding.UTF8.GetBytes(text));
        }

        return IsFolder ? folder.Path : Path.Combine(folder.Path, MainName);
    }
}

namespace Marquee.Media;

/// <summary>A file within an archive.</summary>
/// <param name="Name">Its path there, with slashes.</param>
/// <param name="Content">What it holds.</param>
public sealed record ArchiveEntry(string Name, ReadOnlyMemory<byte> Content);

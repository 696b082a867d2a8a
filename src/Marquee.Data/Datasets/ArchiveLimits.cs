namespace Marquee.Data;

/// <summary>How much an archive may unpack to. What goes beyond is refused before it fills the disk.</summary>
/// <param name="Files">The most entries.</param>
/// <param name="Bytes">The most bytes of all entries together.</param>
/// <param name="Ratio">The most bytes for each byte of the archive; counted beyond the first megabyte.</param>
public sealed record ArchiveLimits(int Files = 10_000, long Bytes = 1L << 34, int Ratio = 100);

namespace Marquee.Data;

/// <summary>How far reading has come.</summary>
/// <param name="Path">The file being read.</param>
/// <param name="BytesRead">Bytes of the whole data set read so far.</param>
/// <param name="BytesTotal">Bytes of the whole data set.</param>
public readonly record struct ReadProgress(string Path, long BytesRead, long BytesTotal);

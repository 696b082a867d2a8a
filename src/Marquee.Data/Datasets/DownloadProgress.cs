namespace Marquee.Data;

/// <summary>How far a download is.</summary>
/// <param name="FileName">What is downloaded.</param>
/// <param name="Bytes">Bytes that are here, those of earlier tries included.</param>
/// <param name="TotalBytes">All bytes, where the server said how many.</param>
public readonly record struct DownloadProgress(string FileName, long Bytes, long? TotalBytes);

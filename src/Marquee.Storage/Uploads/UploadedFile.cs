namespace Marquee.Storage;

/// <summary>A file that was uploaded or came out of an archive.</summary>
/// <param name="Name">Its name; with its folder, where the archive has folders.</param>
/// <param name="Bytes">Its size.</param>
public readonly record struct UploadedFile(string Name, long Bytes);

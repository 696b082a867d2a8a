namespace Marquee.Storage;

/// <summary>Files that were uploaded and not yet imported.</summary>
/// <param name="Id">Names the upload; nobody can guess it.</param>
/// <param name="Files">The files, by name.</param>
/// <param name="Preview">What was understood of them.</param>
public sealed record Upload(string Id, IReadOnlyList<UploadedFile> Files, DatasetPreview Preview);

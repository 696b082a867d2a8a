namespace Marquee.Data;

/// <summary>Writes whole data sets.</summary>
public static class DatasetExport
{
    /// <summary>Writes everything a source has. On failure or cancellation nothing is left behind.</summary>
    /// <param name="format">The format to write.</param>
    /// <param name="path">The file or folder to make, which must not exist yet.</param>
    /// <param name="source">What to write.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <exception cref="DatasetException">Something is there already, nothing can be written there, or the format cannot hold an id.</exception>
    public static void Write(this IWritableDatasetFormat format, string path, IDatasetSource source, CancellationToken cancellationToken = default)
    {
        using var writer = format.CreateWriter(path);
        source.CopyTo(writer, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        writer.Complete();
    }
}

namespace Marquee.Data;

/// <summary>A format that can be written too.</summary>
public interface IWritableDatasetFormat : IDatasetFormat
{
    /// <summary>Begins to write a data set.</summary>
    /// <param name="path">The file or folder to make, which must not exist yet; an empty folder counts as none.</param>
    /// <exception cref="DatasetException">Something is there already, or nothing can be written there.</exception>
    IDatasetWriter CreateWriter(string path);
}

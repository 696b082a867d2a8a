namespace Marquee.Data;

/// <summary>
/// Writes a data set. Until <see cref="Complete"/> nothing stands under the final name; disposed without it, the writer takes back what it wrote.
/// </summary>
public interface IDatasetWriter : IDatasetSink, IDisposable
{
    /// <summary>Finishes the files and gives them their final name.</summary>
    void Complete();
}

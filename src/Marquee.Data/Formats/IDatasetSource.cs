namespace Marquee.Data;

/// <summary>Where a data set comes from: a store, a reader, memory.</summary>
public interface IDatasetSource
{
    /// <summary>Streams everything into a sink: users, then items, then interactions.</summary>
    /// <param name="sink">Receives the data set.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    void CopyTo(IDatasetSink sink, CancellationToken cancellationToken);
}

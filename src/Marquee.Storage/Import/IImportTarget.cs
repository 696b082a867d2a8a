using Marquee.Data;

namespace Marquee.Storage;

/// <summary>Where an import writes, in portions that are kept one after another.</summary>
public interface IImportTarget : IDatasetSink, IDisposable
{
    /// <summary>Number of records taken.</summary>
    long Records { get; }

    /// <summary>What became of those that are kept.</summary>
    ImportTally Tally { get; }

    /// <summary>Keeps what is left.</summary>
    void Commit();
}

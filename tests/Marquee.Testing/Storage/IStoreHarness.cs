using Marquee.Storage;

namespace Marquee.Testing;

/// <summary>A backend under test: how to open the store of one test, and how to clear up behind it.</summary>
public interface IStoreHarness : IDisposable
{
    /// <summary>Opens the store of this test: empty the first time, and then with what was committed before.</summary>
    IDataStore Open();
}

namespace Marquee.Data;

/// <summary>Where a reader puts what it reads: a snapshot under construction, a store, a writer of another format.</summary>
public interface IDatasetSink
{
    /// <summary>Takes a user. The same id again replaces what was known.</summary>
    void Add(User user);

    /// <summary>Takes an item. The same id again replaces what was known.</summary>
    void Add(Item item);

    /// <summary>Takes an interaction, whose user and item need not have been seen before.</summary>
    void Add(Interaction interaction);
}

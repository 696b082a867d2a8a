using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>Imports through a live engine, in sets of one type of record: each is on the disk and in every answer before the one after the next is gathered, and what others write has its turn between two.</summary>
internal sealed class LiveImportTarget(LiveEngine engine, CancellationToken cancellationToken) : IImportTarget
{
    private const int SetSize = 2_000;

    private Type? _type;
    private ChangeSet _set = new();
    private (Type Type, Task<ChangeReceipt> Done)? _writing;

    public long Records { get; private set; }

    public ImportTally Tally { get; private set; }

    public void Add(User user)
    {
        Turn(typeof(User));
        _set.Put(user);
    }

    public void Add(Item item)
    {
        Turn(typeof(Item));
        _set.Put(item);
    }

    public void Add(Interaction interaction)
    {
        Turn(typeof(Interaction));
        _set.Put(interaction);
    }

    public void Commit()
    {
        Write();
        Finish();
    }

    public void Dispose() => _set = new ChangeSet();

    private void Turn(Type type)
    {
        if (_set.Count >= SetSize || (_type != type && _set.Count > 0))
        {
            Write();
        }

        _type = type;
        Records++;
    }

    private void Write()
    {
        Finish();
        if (_set.Count > 0)
        {
            _writing = (_type!, engine.Apply(_set, cancellationToken));
            _set = new ChangeSet();
        }
    }

    private void Finish()
    {
        if (_writing is not { } writing)
        {
            return;
        }

        _writing = null;
        var receipt = writing.Done.GetAwaiter().GetResult();
        Tally = writing.Type == typeof(User) ? Tally with { Users = Plus(Tally.Users, receipt) }
            : writing.Type == typeof(Item) ? Tally with { Items = Plus(Tally.Items, receipt) }
            : Tally with { Interactions = Plus(Tally.Interactions, receipt) };
    }

    private static Tally Plus(Tally tally, ChangeReceipt receipt) => new(tally.New + receipt.New, tally.Updated + receipt.Updated, tally.Unchanged + receipt.Unchanged);
}

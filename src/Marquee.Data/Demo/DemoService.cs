namespace Marquee.Data.Demo;

/// <summary>
/// The built-in service: a real catalogue of films and series, and simulated viewers whose true taste is known, so that one can ask whether a
/// model finds it. Every viewer carries the attribute <c>simulated = true</c>.
/// </summary>
/// <remarks>The taste model is documented at <see cref="DemoViewer"/> and in <c>docs/demo-service.md</c>.</remarks>
public sealed class DemoService : IDatasetSource
{
    private readonly DemoOptions _options;

    /// <summary>Sets up catalogue and viewers; interactions are simulated when they are asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no viewer.</exception>
    public DemoService(DemoOptions? options = null)
    {
        _options = options ?? new DemoOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Viewers, 1, nameof(options));
        World = new DemoWorld(DemoCatalogue.Load(), _options);
        var viewers = new DemoViewer[_options.Viewers];
        Numerics.ParallelBlocks.For(viewers.Length, 64, 0, (start, end, _) =>
        {
            for (var number = start; number < end; number++)
            {
                viewers[number] = new DemoViewer(World, number, _options);
            }
        });
        Viewers = viewers;
    }

    /// <summary>The items and what is true of them.</summary>
    public DemoWorld World { get; }

    /// <summary>The viewers and what they truly like.</summary>
    public IReadOnlyList<DemoViewer> Viewers { get; }

    /// <summary>Puts viewers, items and all interactions, in order of time, into a sink.</summary>
    public void CopyTo(IDatasetSink sink, CancellationToken cancellationToken = default)
    {
        foreach (var viewer in Viewers)
        {
            sink.Add(viewer.User);
        }

        foreach (var item in World.Items)
        {
            sink.Add(item);
        }

        var events = new IReadOnlyList<Interaction>[Viewers.Count];
        Numerics.ParallelBlocks.For(events.Length, 64, 0, (start, end, _) =>
        {
            for (var number = start; number < end; number++)
            {
                events[number] = new ViewingSimulator(World, Viewers[number], number, _options).Run();
            }
        },
        cancellationToken);
        foreach (var interaction in events.SelectMany(own => own).OrderBy(interaction => interaction.Time))
        {
            cancellationToken.ThrowIfCancellationRequested();
            sink.Add(interaction);
        }
    }

    /// <summary>The whole service as a snapshot.</summary>
    /// <param name="weighting">How kinds become weights; <see cref="InteractionWeighting.Default"/> where none is given.</param>
    public Snapshot ToSnapshot(InteractionWeighting? weighting = null)
    {
        var builder = new SnapshotBuilder();
        CopyTo(builder);
        return builder.Build(weighting);
    }
}

using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Pairs of user and item as steps: the profile of what the user met should find the item.</summary>
/// <remarks>A slice walks the whole graph anew, since a tape is one thread's: so slices are few and long. Contrasts are among the items of a slice.</remarks>
internal sealed class GraphTask : ILearningTask
{
    private const int PairsPerSlice = 1024;
    private const int MostTries = 100;

    private readonly InteractionGraph _whole;
    private readonly GraphNetwork _network;
    private readonly GraphOptions _options;
    private readonly int[] _users;
    private readonly int[] _order;
    private readonly GraphSlice[] _slices;
    private InteractionGraph _graph;
    private SplittableRandom _random = new(0);
    private int _count;

    public GraphTask(InteractionGraph graph, GraphOptions options, GraphNetwork network)
    {
        (_whole, _graph, _options, _network) = (graph, graph, options, network);
        var byUser = graph.ByUser;
        _users = new int[byUser.NonZeros];
        for (var user = 0; user < byUser.Rows; user++)
        {
            _users.AsSpan(byUser.RowOffsets[user], byUser.RowLength(user)).Fill(user);
        }

        _order = [.. options.EachUserOnce ? _users.Distinct() : Enumerable.Range(0, byUser.NonZeros)];
        MaximumSlices = Math.Max(1, SlicesOf(Math.Min(options.BatchSize, _order.Length)));
        _slices = [.. Enumerable.Range(0, MaximumSlices).Select(_ => new GraphSlice())];
    }

    /// <summary>Whether nobody met anything.</summary>
    public bool IsEmpty => _order.Length == 0;

    /// <inheritdoc/>
    public int MaximumSlices { get; }

    /// <inheritdoc/>
    public int BeginEpoch(int epoch, SplittableRandom random)
    {
        _random = random;
        // From the same order each time: a resumed training must not depend on the passes before.
        _order.AsSpan().Sort();
        random.Split("order").Shuffle<int>(_order);
        _graph = _options.EdgeDropout > 0 ? _network.Thin(_whole, _options.EdgeDropout, random.Split("edges")) : _whole;
        return (_order.Length + _options.BatchSize - 1) / _options.BatchSize;
    }

    /// <inheritdoc/>
    public int BeginStep(int step)
    {
        var first = step * _options.BatchSize;
        _count = Math.Min(_options.BatchSize, _order.Length - first);
        var slices = SlicesOf(_count);
        var random = _random.Split((ulong)step);
        for (var slice = 0; slice < slices; slice++)
        {
            var (start, end) = ((int)((long)_count * slice / slices), (int)((long)_count * (slice + 1) / slices));
            Fill(_slices[slice], _order.AsSpan(first + start, end - start), random);
        }

        return slices;
    }

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, int slice)
    {
        var items = _network.Items(tape, _graph);
        var profiles = _slices[slice].Profiles(tape, items.Sources);
        return tape.Scale(_network.Loss(tape, items, profiles, _slices[slice]), 1f / _count);
    }

    private static int SlicesOf(int pairs) => (pairs + PairsPerSlice - 1) / PairsPerSlice;

    private void Fill(GraphSlice slice, ReadOnlySpan<int> places, SplittableRandom random)
    {
        slice.Clear();
        foreach (var place in places)
        {
            var user = _options.EachUserOnce ? place : _users[place];
            var met = _whole.ByUser.RowIndices(user);
            var positive = _options.EachUserOnce ? met[random.Next(met.Length)] : _whole.ByUser.ColumnIndices[place];
            slice.Add(positive, NotMet(met, random), met, _graph.ByUser.RowIndices(user), _options.HoldOut, _whole.ItemShares);
        }

        slice.Complete();
    }

    private int NotMet(ReadOnlySpan<int> met, SplittableRandom random)
    {
        var item = random.Next(_whole.ByUser.Columns);
        for (var attempt = 0; attempt < MostTries && met.BinarySearch(item) >= 0; attempt++)
        {
            item = random.Next(_whole.ByUser.Columns);
        }

        return item;
    }
}

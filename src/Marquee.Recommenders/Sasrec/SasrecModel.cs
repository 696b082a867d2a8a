using System.Collections.Concurrent;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>A network that reads a history and foretells the next item; see <see cref="SasrecTrainer"/>. <c>score(j) = what the last place knows . what describes j</c>.</summary>
/// <remarks>Items without a time come before all that have one; of the same time, in the order of the history. Weights count nothing.</remarks>
public sealed class SasrecModel : IModel, IExplains, IItemSimilarity
{
    /// <summary>Name of what describes items.</summary>
    internal const string Items = "items";

    // Places that are read together: enough for full matrix products, few enough for the caches.
    private const int PlacesAtOnce = 2048;

    private readonly SasrecOptions _options;
    private readonly bool _knowsTimes;
    private readonly ParameterSet _parameters;
    private readonly SasrecNetwork _network;
    private readonly Parameter _items;
    private readonly DenseMatrix _table;
    private readonly ConcurrentBag<Reader> _readers = [];
    private readonly FactorSimilarity _similarity;

    private SasrecModel(SasrecOptions options, int itemCount, bool knowsTimes, Action<Parameter> fill)
    {
        (_options, _knowsTimes) = (options, knowsTimes);
        // The first numbers do not matter: all are replaced.
        _parameters = new ParameterSet(new SplittableRandom(0));
        _items = _parameters.AddConstant(Items, new TensorShape(itemCount, options.Factors));
        _network = new SasrecNetwork(_parameters, options, knowsTimes);
        foreach (var parameter in _parameters.All)
        {
            fill(parameter);
        }

        _table = _items.AsMatrix();
        _similarity = new FactorSimilarity(_table);
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _table.Rows;

    /// <inheritdoc/>
    /// <remarks>One pass of the network over the newest items, and a product with what describes all items.</remarks>
    public void Score(in History history, Span<float> scores)
    {
        var reader = Rent();
        reader.Sequences.Clear();
        Add(reader, history);
        Read(reader);
        MatrixVector.Multiply(_table, reader.Last.Span[.._options.Factors], scores, maxDegreeOfParallelism: 1);
        _readers.Add(reader);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var reader = Rent();
        for (int first = 0, end; first < histories.Length; first = end)
        {
            reader.Sequences.Clear();
            for (end = first; end < histories.Length && (end == first || reader.Sequences.PlaceCount < PlacesAtOnce); end++)
            {
                Add(reader, histories[end]);
            }

            Read(reader);
            MatrixProduct.Multiply(
                new DenseMatrix(end - first, _options.Factors, reader.Last[..((end - first) * _options.Factors)]), false, _table, true,
                new DenseMatrix(end - first, ItemCount, scores.Memory.Slice(first * ItemCount, (end - first) * ItemCount)), maxDegreeOfParallelism: 1);
        }

        _readers.Add(reader);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// What each item added to the score when it was met: the score after it less the score before it, which add up to the score of the whole history from that of an empty one. Exact, and one pass of the network, since a
    /// place sees only what came before it; an item gets the credit for what it means together with those before it. Items before the newest <see cref="SasrecOptions.MaximumLength"/> add nothing.
    /// </remarks>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var reader = Rent();
        reader.Sequences.Clear();
        Add(reader, history);
        reader.Tape.Reset(recording: false);
        var hidden = _network.Read(reader.Tape, reader.Tape.Use(_items), reader.Sequences);
        var scores = new float[reader.Sequences.PlaceCount];
        MatrixVector.Multiply(new DenseMatrix(scores.Length, _options.Factors, hidden.Values.ToArray()), _table.Row(item), scores, maxDegreeOfParallelism: 1);
        var contributions = new ScoredItem[scores.Length - 1];
        for (var place = 0; place < contributions.Length; place++)
        {
            contributions[place] = new ScoredItem(reader.Sequences.Items[place + 1], scores[place + 1] - scores[place]);
        }

        _readers.Add(reader);
        return Explanation.OfSum(item, scores[0], contributions);
    }

    /// <inheritdoc/>
    /// <remarks>By the cosine of what describes them: wanted after the same histories.</remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count) => _similarity.Similar(item, count);

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer)
    {
        writer.Properties["knowsTimes"] = _knowsTimes ? 1 : 0;
        foreach (var parameter in _parameters.All)
        {
            writer.Write(NameOf(parameter), parameter.Values, parameter.Shape.Rows, parameter.Shape.Columns);
        }
    }

    internal static SasrecModel Load(ArtifactReader reader, SasrecOptions options) => new(
        options, reader.IntProperty("itemCount"), reader.IntProperty("knowsTimes") != 0,
        parameter => reader.ReadFloats(NameOf(parameter), parameter.Shape.Rows, parameter.Shape.Columns).Span.CopyTo(parameter.Values));

    /// <summary>A model of what was learned.</summary>
    /// <param name="options">The options.</param>
    /// <param name="learned">The parameters of the network, and others.</param>
    /// <param name="table">What describes each item, <c>items x factors</c>.</param>
    /// <param name="knowsTimes">Whether the data had times.</param>
    internal static SasrecModel Of(SasrecOptions options, ParameterSet learned, DenseMatrix table, bool knowsTimes)
    {
        var byName = learned.All.ToDictionary(parameter => parameter.Name);
        return new SasrecModel(
            options, table.Rows, knowsTimes,
            parameter => (parameter.Name == Items ? table.Span : byName[parameter.Name].Values).CopyTo(parameter.Values));
    }

    private static string NameOf(Parameter parameter) => parameter.Name.Replace('.', '-');

    private Reader Rent() => _readers.TryTake(out var reader) ? reader : new Reader(_parameters);

    private void Add(Reader reader, in History history)
    {
        var recent = RecentItems.Of(history, ItemCount);
        var count = Math.Min(recent.Count, _options.MaximumLength);
        var (items, times) = (new int[count], new long[count]);
        // Newest first there, oldest first here; those of the same time in the order of the history.
        for (var place = 0; place < count; place++)
        {
            (items[place], times[place]) = (recent.Items[count - 1 - place], recent.Times[count - 1 - place]);
        }

        reader.Sequences.Add(items, times);
    }

    /// <summary>Reads the sequences and keeps what their last places know.</summary>
    private void Read(Reader reader)
    {
        var last = reader.LastPlaces(reader.Sequences);
        reader.Tape.Reset(recording: false);
        reader.Keep(_network.Read(reader.Tape, reader.Tape.Use(_items), reader.Sequences, last).Values);
    }

    /// <summary>What one thread needs to read histories; kept and used again.</summary>
    private sealed class Reader(ParameterSet parameters)
    {
        private int[] _places = [];
        private float[] _last = [];

        public Tape Tape { get; } = new(parameters);

        public SasrecSequences Sequences { get; } = new();

        public Memory<float> Last => _last;

        public ReadOnlySpan<int> LastPlaces(SasrecSequences sequences)
        {
            if (_places.Length < sequences.Count)
            {
                _places = new int[sequences.Count];
            }

            for (var sequence = 0; sequence < sequences.Count; sequence++)
            {
                _places[sequence] = sequences.Offsets[sequence + 1] - 1;
            }

            return _places.AsSpan(0, sequences.Count);
        }

        public void Keep(ReadOnlySpan<float> values)
        {
            if (_last.Length < values.Length)
            {
                _last = new float[values.Length];
            }

            values.CopyTo(_last);
        }
    }
}

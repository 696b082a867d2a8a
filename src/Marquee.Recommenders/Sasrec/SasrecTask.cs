using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Users' sequences as steps: at each place the next item is foretold from those before.</summary>
internal sealed class SasrecTask : ILearningTask
{
    // More slices level out the threads; each costs a pass over the parameters, and a gradient of all of them as long as the training lasts. Of larger steps the slices grow.
    private const int UsersPerSlice = 8;
    private const int MostSlices = 16;

    // A later target that counts less than this share of the first is left out.
    private const double LeastShare = 0.02;

    // What a place costs, in pairs of places: the maps and the table against the attention.
    private const long PairsPerPlace = 3000;

    private readonly ItemSequences _sequences;
    private readonly SasrecOptions _options;
    private readonly SasrecNetwork _network;
    private readonly Func<Tape, Tensor> _table;
    private readonly int[] _ends;
    private readonly int[] _users;
    private readonly int[] _lengths;
    private readonly int[] _order;
    private readonly long[] _loads;
    private readonly Slice[] _slices;
    private readonly float[] _shares;
    private ulong _seed;
    private double _scale;

    /// <summary>A task that has not begun.</summary>
    /// <param name="sequences">What users met.</param>
    /// <param name="ends">For the first place of each user where what is trained on ends.</param>
    /// <param name="options">The options.</param>
    /// <param name="network">The network.</param>
    /// <param name="table">What describes each item.</param>
    public SasrecTask(ItemSequences sequences, int[] ends, SasrecOptions options, SasrecNetwork network, Func<Tape, Tensor> table)
    {
        (_sequences, _ends, _options, _network, _table) = (sequences, ends, options, network, table);
        _users = FirstPlaces(sequences);
        MaximumSlices = Math.Clamp(Math.Min(options.BatchSize, _users.Length) / UsersPerSlice, 1, MostSlices);
        _lengths = new int[options.BatchSize];
        _order = new int[options.BatchSize];
        _loads = new long[MaximumSlices];
        _slices = [.. Enumerable.Range(0, MaximumSlices).Select(_ => new Slice(sequences.ItemCount))];
        var shares = new List<float>();
        for (var share = 1.0; shares.Count == 0 || share >= LeastShare; share *= options.TargetDecay)
        {
            shares.Add((float)share);
        }

        _shares = [.. shares];
    }

    /// <inheritdoc/>
    public int MaximumSlices { get; }

    /// <summary>Users with at least one item.</summary>
    public int UserCount => _users.Length;

    /// <summary>Steps of each epoch.</summary>
    public int StepsOfPass => (_users.Length + _options.BatchSize - 1) / _options.BatchSize;

    /// <inheritdoc/>
    public int BeginEpoch(int epoch, SplittableRandom random)
    {
        // The order starts anew from that of the data, so that it does not depend on the epochs before.
        _users.AsSpan().Sort();
        random.Shuffle<int>(_users);
        _seed = random.NextUInt64();
        return StepsOfPass;
    }

    /// <inheritdoc/>
    public int BeginStep(int step)
    {
        var first = step * _options.BatchSize;
        var count = Math.Min(_options.BatchSize, _users.Length - first);
        var slices = Math.Clamp(count / UsersPerSlice, 1, MaximumSlices);
        for (var slice = 0; slice < slices; slice++)
        {
            _slices[slice].Clear();
            _loads[slice] = 0;
        }

        for (var index = 0; index < count; index++)
        {
            // Longest first, and of the same length in the order of the epoch.
            _order[index] = index;
            _lengths[index] = -WindowLength(_users[first + index]);
        }

        Array.Sort(_lengths, _order, 0, count);
        var targets = 0;
        for (var index = 0; index < count; index++)
        {
            var length = -_lengths[index];
            var lightest = 0;
            for (var slice = 1; slice < slices; slice++)
            {
                lightest = _loads[slice] < _loads[lightest] ? slice : lightest;
            }

            _loads[lightest] += length * (length + PairsPerPlace);
            targets += Add(_slices[lightest], _users[first + _order[index]]);
        }

        _scale = 1.0 / Math.Max(1, targets);
        return slices;
    }

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, int slice)
    {
        var own = _slices[slice];
        var table = _table(tape);
        var hidden = _network.Read(tape, table, own.Sequences);
        if (_options.Loss == SasrecLoss.CrossEntropy)
        {
            return tape.TableCrossEntropy(hidden, table, own.Targets(_shares), _scale);
        }

        var others = _sequences.ItemCount - 1;
        var drawn = own.Draw(Math.Min(_options.Negatives, _sequences.ItemCount), tape.NextSeed());
        var form = _options.Loss == SasrecLoss.SampledCrossEntropy
            ? SampledLossForm.Softmax(drawn.Length, others)
            : SampledLossForm.Binary(drawn.Length, others, _options.Calibration);
        return tape.SampledLoss(hidden, tape.Gather(table, own.NextItems), tape.Gather(table, drawn), own.SampledTargets(), form, _scale);
    }

    /// <summary>The first place of each user that has one.</summary>
    public static int[] FirstPlaces(ItemSequences sequences) => [.. Enumerable.Range(0, sequences.Items.Length).Where(place => sequences.Starts[place] == place)];

    // One more than is served at most: the last item is foretold and not read.
    private int WindowLength(int user) => Math.Min(_ends[user] - user, _options.MaximumLength + 1);

    /// <summary>Adds a window of a user's sequence and returns how many places have a target.</summary>
    private int Add(Slice slice, int user)
    {
        var chance = new SplitMix64(_seed + ((ulong)user * 0xD1342543DE82EF95));
        var (length, all) = (WindowLength(user), _ends[user] - user);
        var start = user + (all > length ? chance.Next(all - length + 1) : 0);
        return slice.Add(_sequences.Items.AsSpan(start, length), _sequences.Times.AsSpan(start, length), startsInside: start > user, chance);
    }

    /// <summary>The sequences of a slice with what is to be foretold at each place.</summary>
    private sealed class Slice(int itemCount)
    {
        private readonly int[] _slotOfItem = new int[itemCount];
        private int[] _items = [];
        private long[] _times = [];
        private int[] _slots = [];
        private int[] _targetStarts = [];
        private int[] _targetEnds = [];
        private int[] _excludedStarts = [];
        private int[] _sampledEnds = [];
        private int[] _drawn = [];

        public SasrecSequences Sequences { get; } = new();

        /// <summary>The item after each place.</summary>
        public ReadOnlySpan<int> NextItems => _items.AsSpan(0, Sequences.PlaceCount);

        public void Clear() => Sequences.Clear();

        public int Add(ReadOnlySpan<int> items, ReadOnlySpan<long> times, bool startsInside, SplitMix64 chance)
        {
            var (first, count) = (Sequences.PlaceCount, items.Length);
            Grow(first + count);
            items.CopyTo(_items.AsSpan(first));
            times.CopyTo(_times.AsSpan(first));
            ShuffleSameTimes(_items.AsSpan(first, count), _times.AsSpan(first, count), chance);
            Sequences.Add(_items.AsSpan(first, count - 1), _times.AsSpan(first, count - 1));
            for (var place = first; place < first + count; place++)
            {
                // What comes at the start of a window is foretold by what lies before it, which the place does not see.
                _targetStarts[place] = place;
                _targetEnds[place] = startsInside && place == first ? place : first + count;
                _excludedStarts[place] = first;
            }

            return startsInside ? count - 1 : count;
        }

        public TableTargets Targets(float[] shares)
        {
            var count = Sequences.PlaceCount;
            for (var place = 0; place < count; place++)
            {
                _targetEnds[place] = Math.Min(_targetEnds[place], place + shares.Length);
            }

            return new TableTargets(NextItems, _targetStarts.AsSpan(0, count), _targetEnds.AsSpan(0, count), shares)
            {
                ExcludedStarts = _excludedStarts.AsSpan(0, count),
                ExcludedEnds = _targetStarts.AsSpan(0, count),
            };
        }

        /// <summary>For each place the drawn items that are its target or lie before it.</summary>
        public TableTargets SampledTargets()
        {
            var count = Sequences.PlaceCount;
            for (var place = 0; place < count; place++)
            {
                _slots[place] = _slotOfItem[_items[place]] - 1;
                _targetEnds[place] = Math.Min(_targetEnds[place], place + 1);
                _sampledEnds[place] = place + 1;
            }

            return new TableTargets(_slots.AsSpan(0, count), _targetStarts.AsSpan(0, count), _targetEnds.AsSpan(0, count), One)
            {
                ExcludedStarts = _excludedStarts.AsSpan(0, count),
                ExcludedEnds = _sampledEnds.AsSpan(0, count),
            };
        }

        /// <summary>Draws different items.</summary>
        public ReadOnlySpan<int> Draw(int count, ulong seed)
        {
            foreach (var item in _drawn)
            {
                _slotOfItem[item] = 0;
            }

            if (_drawn.Length != count)
            {
                _drawn = new int[count];
            }

            // Floyd: one draw for each, whatever their number.
            var chance = new SplitMix64(seed);
            for (var number = 0; number < count; number++)
            {
                var last = itemCount - count + number;
                var item = chance.Next(last + 1);
                item = _slotOfItem[item] == 0 ? item : last;
                _drawn[number] = item;
                _slotOfItem[item] = number + 1;
            }

            return _drawn;
        }

        private static ReadOnlySpan<float> One => [1f];

        /// <summary>Nothing tells which of the items of the same moment came first; so that no order is learned, they come in another one each time.</summary>
        private static void ShuffleSameTimes(Span<int> items, ReadOnlySpan<long> times, SplitMix64 chance)
        {
            for (int start = 0, end; start < items.Length; start = end)
            {
                for (end = start + 1; end < items.Length && times[end] == times[start]; end++)
                {
                    var other = start + chance.Next(end - start + 1);
                    (items[end], items[other]) = (items[other], items[end]);
                }
            }
        }

        private void Grow(int count)
        {
            if (_items.Length >= count)
            {
                return;
            }

            var length = Math.Max(count, 2 * _items.Length);
            Array.Resize(ref _items, length);
            Array.Resize(ref _times, length);
            Array.Resize(ref _slots, length);
            Array.Resize(ref _targetStarts, length);
            Array.Resize(ref _targetEnds, length);
            Array.Resize(ref _excludedStarts, length);
            Array.Resize(ref _sampledEnds, length);
        }
    }
}

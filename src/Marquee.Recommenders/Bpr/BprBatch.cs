using System.Collections.Concurrent;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// One step of learning from some users at once: every thread compares items for users of its own with the factors as they stood, then every thread adds up the gradients of all
/// comparisons for columns of its own, in the order of the users, and moves them. So nothing depends on which thread was first.
/// </summary>
internal sealed unsafe class BprBatch
{
    private const int UsersPerBlock = 2;

    private readonly SparseMatrix _byUser;
    private readonly BprOptions _options;
    private readonly TrainingContext _context;
    private readonly LearnedFactors _sources;
    private readonly LearnedFactors _targets;
    private readonly LearnedFactors _biases;
    private readonly NegativeSampler _sampler;
    private readonly PairKernel _kernel = PairKernel.Chosen;
    private readonly RowKernel _rows = MatrixKernels.Default.Row;
    private readonly AlignedMemory _sums;
    private readonly Comparisons[] _comparisons;
    private readonly ConcurrentBag<Scratch> _scratch = [];

    public BprBatch(
        SparseMatrix byUser, BprOptions options, TrainingContext context, LearnedFactors sources, LearnedFactors targets, LearnedFactors biases, NegativeSampler sampler, int mostUsers)
    {
        _byUser = byUser;
        _options = options;
        _context = context;
        (_sources, _targets, _biases, _sampler) = (sources, targets, biases, sampler);
        _sums = new AlignedMemory(mostUsers * sources.Stride);
        _comparisons = [.. Enumerable.Range(0, mostUsers).Select(_ => new Comparisons())];
    }

    /// <summary>Learns from some users.</summary>
    /// <param name="users">The users, no more than were planned for.</param>
    /// <param name="random">Chance; each user has a stream of their own.</param>
    /// <returns>The loss, summed over the comparisons, and their number.</returns>
    public (double Loss, int Count) Learn(ReadOnlyMemory<int> users, SplittableRandom random)
    {
        ParallelBlocks.For(
            users.Length,
            UsersPerBlock,
            _context.MaxDegreeOfParallelism,
            (start, end, _) =>
            {
                if (!_scratch.TryTake(out var scratch))
                {
                    scratch = new Scratch(_byUser.Columns, _sources.Stride, _options);
                }

                for (var place = start; place < end; place++)
                {
                    Compare(users.Span[place], place, random, scratch);
                }

                _scratch.Add(scratch);
            },
            _context.CancellationToken);
        var (loss, count) = NoteUses(users.Span);
        var threads = ParallelBlocks.Threads(_context.MaxDegreeOfParallelism);
        var units = _sources.Stride / PairKernel.LengthUnit;
        ParallelBlocks.For(
            _sources.Stride,
            (units + threads - 1) / threads * PairKernel.LengthUnit,
            _context.MaxDegreeOfParallelism,
            (start, end, _) => Move(users.Span, start, end - start),
            _context.CancellationToken);
        MoveBiases();
        _sources.Forget();
        _targets.Forget();
        _biases.Forget();
        return (loss, count);
    }

    // What a user met against what they did not meet, with the factors as they stand.
    private void Compare(int user, int place, SplittableRandom random, Scratch scratch)
    {
        var comparisons = _comparisons[place];
        comparisons.Reset();
        var items = _byUser.RowIndices(user);
        // Nothing is known of a user with one item but that item, and a user who met everything has no preference.
        if (items.Length < 2 || items.Length == _byUser.Columns)
        {
            return;
        }

        var own = random.Split((ulong)user);
        var stride = _sources.Stride;
        var sum = _sums.Start + (nint)place * stride;
        new Span<float>(sum, stride).Clear();
        fixed (int* index = items)
        fixed (float* one = scratch.Ones(items.Length))
        {
            _rows.Add(_sources.Values, stride, index, items.Length, one, stride, sum);
        }

        foreach (var item in items)
        {
            scratch.Met[item] = true;
        }

        var profile = new ReadOnlySpan<float>(sum, _options.Factors);
        _sampler.Weigh(profile, scratch.Cumulative);
        comparisons.Scale = (float)Math.Pow(items.Length - 1, -_options.ProfileExponent);
        fixed (float* difference = scratch.Profile, products = scratch.Products)
        fixed (int* compared = scratch.Compared)
        {
            foreach (var item in items)
            {
                compared[0] = item;
                for (var negative = 1; negative <= _options.Negatives; negative++)
                {
                    compared[negative] = _sampler.Draw(own, profile, scratch.Cumulative, scratch.Met);
                }

                var source = _sources.Values + (nint)item * stride;
                for (var at = 0; at < stride; at++)
                {
                    difference[at] = sum[at] - source[at];
                }

                _rows.Dot(_targets.Values, stride, compared, _options.Negatives + 1, difference, stride, products);
                var score = Bias(item) + comparisons.Scale * products[0];
                for (var negative = 1; negative <= _options.Negatives; negative++)
                {
                    comparisons.Add(item, compared[negative], score - (Bias(compared[negative]) + comparisons.Scale * products[negative]));
                }
            }
        }

        foreach (var item in items)
        {
            scratch.Met[item] = false;
        }
    }

    private float Bias(int item) => _biases.Values[(nint)item * _biases.Stride];

    private (double Loss, int Count) NoteUses(ReadOnlySpan<int> users)
    {
        var (loss, count) = (0.0, 0);
        for (var place = 0; place < users.Length; place++)
        {
            var comparisons = _comparisons[place];
            if (comparisons.All.Count == 0)
            {
                continue;
            }

            loss += comparisons.Loss;
            count += comparisons.All.Count;
            foreach (var item in _byUser.RowIndices(users[place]))
            {
                _sources.Use(item);
            }

            foreach (var (winner, loser, strength) in comparisons.All)
            {
                _targets.Use(winner);
                _targets.Use(loser);
                _biases.Use(winner);
                _biases.Use(loser);
                _biases.Gradients[(nint)winner * _biases.Stride] += strength;
                _biases.Gradients[(nint)loser * _biases.Stride] -= strength;
            }
        }

        return (loss, count);
    }

    private void Move(ReadOnlySpan<int> users, int firstColumn, int columns)
    {
        var stride = _sources.Stride;
        var ofSum = stackalloc float[columns];
        for (var place = 0; place < users.Length; place++)
        {
            var comparisons = _comparisons[place];
            if (comparisons.All.Count == 0)
            {
                continue;
            }

            var sum = _sums.Start + (nint)place * stride + firstColumn;
            new Span<float>(ofSum, columns).Clear();
            foreach (var (winner, loser, strength) in comparisons.All)
            {
                var (atWinner, atLoser) = ((nint)winner * stride + firstColumn, (nint)loser * stride + firstColumn);
                _kernel.AddGradient(
                    sum,
                    _sources.Values + atWinner,
                    _targets.Values + atWinner,
                    _targets.Values + atLoser,
                    comparisons.Scale,
                    strength,
                    columns,
                    ofSum,
                    _sources.Gradients + atWinner,
                    _targets.Gradients + atWinner,
                    _targets.Gradients + atLoser);
            }

            foreach (var item in _byUser.RowIndices(users[place]))
            {
                _kernel.Add(ofSum, columns, _sources.Gradients + (nint)item * stride + firstColumn);
            }
        }

        _sources.Step(_kernel, firstColumn, columns, _options.LearningRate, _options.Regularization);
        _targets.Step(_kernel, firstColumn, columns, _options.LearningRate, _options.Regularization);
    }

    // Popularity is no taste that could be learned too well: biases are not pulled to zero.
    private void MoveBiases() => _biases.Step(_kernel, 0, _biases.Stride, _options.LearningRate, 0);

    private sealed class Comparisons
    {
        public List<(int Winner, int Loser, float Strength)> All { get; } = [];

        public double Loss { get; private set; }

        public float Scale { get; set; }

        public void Reset()
        {
            All.Clear();
            Loss = 0;
        }

        public void Add(int winner, int loser, float lead)
        {
            // ln(1 + exp(-lead)) without overflow, and its derivative.
            Loss += Math.Max(0, -lead) + Math.Log(1 + Math.Exp(-Math.Abs(lead)));
            All.Add((winner, loser, 1 / (1 + MathF.Exp(lead))));
        }
    }

    private sealed class Scratch(int items, int stride, BprOptions options)
    {
        private float[] _ones = [];

        public bool[] Met { get; } = new bool[items];

        public float[] Profile { get; } = new float[stride];

        public float[] Cumulative { get; } = new float[options.Factors];

        public int[] Compared { get; } = new int[options.Negatives + 1];

        public float[] Products { get; } = new float[options.Negatives + 1];

        public float[] Ones(int count)
        {
            if (_ones.Length < count)
            {
                _ones = new float[Math.Max(count, 2 * _ones.Length)];
                Array.Fill(_ones, 1f);
            }

            return _ones;
        }
    }
}

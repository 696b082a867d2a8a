using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>One of the things that a rating has one of each: a user, an item, a date. Every row has a bias and factors, which in training are those drawn last.</summary>
/// <remarks>
/// A row's bias and factors are drawn together, from their conditional normal distribution given everything else: with <c>z</c> the sum of the vectors of the other blocks of a rating (a 1 in front), <c>t</c> what is
/// left of its value, <c>a</c> the precision of the noise, <c>L</c> and <c>m</c> those of the prior, it is <c>Normal(A^-1 (L m + a sum of z t), A^-1)</c> with <c>A = L + a sum of z z^T</c>.
/// Costs <c>n d^2 + rows d^3 / 3</c> operations for n ratings and d numbers a row.
/// </remarks>
internal sealed unsafe class FactorBlock
{
    private const int RowsPerBlock = 8;

    private readonly FactorKernel _kernel = FactorKernel.Chosen;
    private readonly SplittableRandom[] _chance;
    private readonly int[] _longestFirst;
    private readonly AlignedMemory _vectors;

    /// <summary>Starts with biases of zero and small random factors.</summary>
    /// <param name="ratings">The ratings.</param>
    /// <param name="features">What describes the rows.</param>
    /// <param name="order">Numbers a row: the bias and the factors.</param>
    /// <param name="random">Chance.</param>
    public FactorBlock(BlockRatings ratings, FeatureTable features, int order, SplittableRandom random)
    {
        Ratings = ratings;
        Order = order;
        Stride = FactorKernel.Padded(order);
        // Long rows first: no thread then starts on one when the others are done.
        _longestFirst = [.. Enumerable.Range(0, ratings.Rows).Where(row => ratings.Length(row) > 0).OrderByDescending(ratings.Length)];
        Rated = [.. _longestFirst.Order()];
        Biases = new float[ratings.Rows];
        _vectors = new AlignedMemory(checked(ratings.Rows * Stride));
        var start = random.Split("start");
        for (var row = 0; row < ratings.Rows; row++)
        {
            var own = start.Split((ulong)row);
            var vector = Vector(row);
            vector[0] = 1;
            for (var at = 1; at < order; at++)
            {
                vector[at] = (float)(0.1 * own.NextGaussian());
            }
        }

        var rows = random.Split("rows");
        _chance = [.. Enumerable.Range(0, ratings.Rows).Select(row => rows.Split((ulong)row))];
        Prior = new BlockPrior(features, Rated, order, random.Split("prior"));
    }

    /// <summary>The ratings.</summary>
    public BlockRatings Ratings { get; }

    /// <summary>The rows that have ratings, ascending.</summary>
    public int[] Rated { get; }

    /// <summary>Numbers a row: the bias and the factors.</summary>
    public int Order { get; }

    /// <summary>Distance between the vectors of two rows.</summary>
    public int Stride { get; }

    /// <summary>The bias of each row.</summary>
    public float[] Biases { get; }

    /// <summary>What is expected of each row before its ratings are known.</summary>
    public BlockPrior Prior { get; }

    /// <summary>A 1, which another block's bias is multiplied by, and the factors of a row.</summary>
    public float* Vector(int row) => _vectors.Start + ((nint)row * Stride);

    /// <summary>One of the numbers of a row: the bias is the first.</summary>
    public float this[int row, int at]
    {
        get => at == 0 ? Biases[row] : Vector(row)[at];
        set => (at == 0 ? ref Biases[row] : ref Vector(row)[at]) = value;
    }

    /// <summary>Draws all rows that have ratings.</summary>
    /// <param name="first">The first other block of <see cref="Ratings"/>.</param>
    /// <param name="second">The second, where there is one.</param>
    /// <param name="values">The value of each rating, in the order of users.</param>
    /// <param name="intercept">What all values have in common.</param>
    /// <param name="noisePrecision">The precision of the noise.</param>
    /// <param name="context">Threads, cancellation.</param>
    public void Draw(FactorBlock first, FactorBlock? second, float[] values, double intercept, double noisePrecision, TrainingContext context) => ParallelBlocks.For(
        _longestFirst.Length,
        RowsPerBlock,
        context.MaxDegreeOfParallelism,
        () => new RowScratch(Order, Stride),
        (start, end, _, scratch) =>
        {
            foreach (var row in _longestFirst.AsSpan(start..end))
            {
                DrawRow(row, first, second, values, (float)intercept, (float)noisePrecision, scratch);
            }
        },
        context.CancellationToken);

    /// <summary>Writes what is expected of each rating; for the block of users, whose order is that of the ratings.</summary>
    /// <param name="first">The first other block of <see cref="Ratings"/>.</param>
    /// <param name="second">The second, where there is one.</param>
    /// <param name="intercept">What all have in common.</param>
    /// <param name="expected">Receives a number for each rating.</param>
    /// <param name="context">Threads, cancellation.</param>
    public void Expect(FactorBlock first, FactorBlock? second, double intercept, float[] expected, TrainingContext context) => ParallelBlocks.For(
        _longestFirst.Length,
        RowsPerBlock,
        context.MaxDegreeOfParallelism,
        () => new RowScratch(Order, Stride),
        (start, end, _, scratch) =>
        {
            foreach (var row in _longestFirst.AsSpan(start..end))
            {
                new ReadOnlySpan<float>(Vector(row), Stride).CopyTo(new Span<float>(scratch.Solution, Stride));
                scratch.Solution[0] = Biases[row];
                for (var entry = Ratings.Offsets[row]; entry < Ratings.Offsets[row + 1]; entry++)
                {
                    var others = Others(entry, first, second, scratch.Rows);
                    expected[Ratings.Places[entry]] = (float)intercept + others + _kernel.Dot(scratch.Solution, scratch.Rows, Stride);
                }
            }
        },
        context.CancellationToken);

    private void DrawRow(int row, FactorBlock first, FactorBlock? second, float[] values, float intercept, float noisePrecision, RowScratch scratch)
    {
        var (from, to) = (Ratings.Offsets[row], Ratings.Offsets[row + 1]);
        var system = scratch.System;
        system.Reset(null, 0);
        for (var chunk = from; chunk < to; chunk += RowScratch.RowsAtOnce)
        {
            var count = Math.Min(RowScratch.RowsAtOnce, to - chunk);
            for (var at = 0; at < count; at++)
            {
                var others = Others(chunk + at, first, second, scratch.Rows + (at * Stride));
                scratch.Targets[at] = noisePrecision * (values[Ratings.Places[chunk + at]] - intercept - others);
            }

            scratch.Weights.AsSpan(0, count).Fill(noisePrecision);
            var indices = scratch.Indices.AsSpan(0, count);
            system.AddOuterProducts(scratch.Rows, Stride, indices, scratch.Weights.AsSpan(0, count));
            system.AddToRightSide(scratch.Rows, Stride, indices, scratch.Targets.AsSpan(0, count));
        }

        Prior.AddTo(system, row);
        NormalDraw.Solve(system, _chance[row], new Span<float>(scratch.Solution, Order), new Span<float>(scratch.Noise, Order));
        Biases[row] = scratch.Solution[0];
        new ReadOnlySpan<float>(scratch.Solution + 1, Order - 1).CopyTo(new Span<float>(Vector(row) + 1, Order - 1));
    }

    // Writes the sum of the other blocks' vectors, with a 1 in front, and gives what they expect without this block.
    private float Others(int entry, FactorBlock first, FactorBlock? second, float* sum)
    {
        var one = Ratings.First[entry];
        if (second is null)
        {
            new ReadOnlySpan<float>(first.Vector(one), Stride).CopyTo(new Span<float>(sum, Stride));
            return first.Biases[one];
        }

        var other = Ratings.Second![entry];
        var product = _kernel.Add(first.Vector(one), second.Vector(other), Stride, sum) - 1;
        sum[0] = 1;
        return first.Biases[one] + second.Biases[other] + product;
    }

    /// <summary>What a thread needs for one row after the other.</summary>
    private sealed class RowScratch
    {
        public const int RowsAtOnce = 256;

        private readonly AlignedMemory _memory;

        public RowScratch(int order, int stride)
        {
            System = new PositiveDefiniteSystem(order);
            _memory = new AlignedMemory((RowsAtOnce + 2) * stride);
            Solution = _memory.Start;
            Noise = Solution + stride;
            Rows = Noise + stride;
        }

        public PositiveDefiniteSystem System { get; }

        public float* Solution { get; }

        public float* Noise { get; }

        public float* Rows { get; }

        public float[] Weights { get; } = new float[RowsAtOnce];

        public float[] Targets { get; } = new float[RowsAtOnce];

        public int[] Indices { get; } = [.. Enumerable.Range(0, RowsAtOnce)];
    }
}

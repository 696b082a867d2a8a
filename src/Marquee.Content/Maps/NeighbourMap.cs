using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Lays out items in the plane so that those near each other stay near each other: t-SNE.</summary>
/// <remarks>
/// <para>Where <c>P(i, j)</c> says how strongly items hold on to each other (<see cref="Affinities"/>) and <c>Q(i, j)</c> is in proportion to <c>q(i, j) = 1 / (1 + |y(i) - y(j)|^2)</c>, positions <c>y</c> descend along the gradient of the divergence
/// <c>sum of P log(P / Q)</c>, which is 4 times <c>sum over j of (P(i, j) - Q(i, j)) q(i, j) (y(i) - y(j))</c>; the 4 is left to the learning rate. They start at the first two principal directions, the first with a deviation of 0.0001, shifted by chance by a hundredth of
/// that. Momentum is 0.5 while the attraction is exaggerated, 0.8 after.</para>
/// <para>Sources: van der Maaten and Hinton, Visualizing Data using t-SNE, JMLR 2008; van der Maaten, Accelerating t-SNE using Tree-Based Algorithms, JMLR 2014; Kobak and Berens, The Art of Using t-SNE for Single-Cell Transcriptomics, 2019 (start); Belkina et al.,
/// Automated Optimized Parameters for t-SNE, 2019 (learning rate); Linderman et al. 2019 (grid). Neighbours are exact.</para>
/// <para>The same vectors, options and processor give the same bits, on any number of threads. Memory: a copy of the vectors, about <c>100 perplexity</c> bytes an item, and for the grid up to 100 MB.</para>
/// </remarks>
public static class NeighbourMap
{
    /// <summary>The most items for which <see cref="MapForm.Automatic"/> is <see cref="MapForm.Exact"/>: where the two take equally long.</summary>
    public const int LargestExact = 5000;

    /// <summary>Neighbours held on to for each unit of perplexity.</summary>
    internal const int NeighboursOfPerplexity = 3;

    private const double StartDeviation = 1e-4;
    private const double StartShift = 0.01;
    private const double MomentumAtFirst = 0.5;
    private const double Momentum = 0.8;
    private const int StepsOfReport = 50;

    /// <summary>Lays out items.</summary>
    /// <param name="vectors">One item a row; what is near by Euclidean distance is alike. For alikeness by the cosine, rows of length 1.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Stops with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or a number of the vectors is not finite.</exception>
    public static NeighbourMapResult LayOut(
        DenseMatrix vectors, NeighbourMapOptions options, IProgress<NeighbourMapProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var items = vectors.Rows;
        var perplexity = Math.Min(options.Perplexity, (items - 1) / (double)NeighboursOfPerplexity);
        var neighbours = new VantagePointTree(vectors, options.Seed)
            .Neighbours((int)Math.Ceiling(NeighboursOfPerplexity * Math.Max(0, perplexity)), options.MaxDegreeOfParallelism, cancellationToken);
        var form = options.Form != MapForm.Automatic ? options.Form : items <= LargestExact ? MapForm.Exact : MapForm.Grid;
        if (items < 3)
        {
            return new NeighbourMapResult(FewPositions(items), 0, form);
        }

        var shares = Affinities.Of(neighbours, Math.Max(1, perplexity), options.MaxDegreeOfParallelism, cancellationToken);
        var (x, y) = Start(vectors, options, cancellationToken);
        var divergence = Descend(shares, x, y, form, options, progress, cancellationToken);
        var positions = new DenseMatrix(items, 2);
        for (var item = 0; item < items; item++)
        {
            (positions[item, 0], positions[item, 1]) = (x[item], y[item]);
        }

        return new NeighbourMapResult(positions, divergence, form);
    }

    private static double Descend(
        SparseMatrix shares, float[] x, float[] y, MapForm form, NeighbourMapOptions options, IProgress<NeighbourMapProgress>? progress, CancellationToken cancellationToken)
    {
        using var team = new WorkerTeam(ParallelBlocks.Threads(options.MaxDegreeOfParallelism));
        var attraction = new Attraction(shares);
        var repulsion = Repulsion.Of(form, x.Length, options, team.Threads);
        var steps = new LayoutSteps(x, y, attraction, repulsion, team);
        var iterations = options.ExaggeratedIterations + options.Iterations;
        var divergence = 0.0;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isExaggerated = iteration < options.ExaggeratedIterations;
            var exaggeration = isExaggerated ? options.Exaggeration : 1;
            var learningRate = options.LearningRate > 0 ? options.LearningRate : x.Length / exaggeration;
            steps.Step(exaggeration, isExaggerated ? MomentumAtFirst : Momentum, learningRate);
            if (!float.IsFinite(x[0]))
            {
                throw new ArithmeticException($"The map burst at step {iteration + 1}; a smaller learning rate than {learningRate} may help.");
            }

            // The divisor is that of before the step, which near the end hardly differs.
            var isMeasured = (iteration + 1) % StepsOfReport == 0 || iteration + 1 == iterations;
            divergence = isMeasured ? attraction.Divergence(x, y, steps.Divisor, team) : divergence;
            progress?.Report(new NeighbourMapProgress(iteration + 1, iterations, isMeasured ? divergence : null));
        }

        return divergence;
    }

    private static (float[] X, float[] Y) Start(DenseMatrix vectors, NeighbourMapOptions options, CancellationToken cancellationToken)
    {
        var directions = PrincipalDirections.Project(vectors, 2, options.Seed, options.MaxDegreeOfParallelism, cancellationToken);
        var squares = 0.0;
        for (var item = 0; item < vectors.Rows; item++)
        {
            squares += directions[item, 0] * (double)directions[item, 0];
        }

        var scale = squares > 0 ? StartDeviation / Math.Sqrt(squares / vectors.Rows) : 0;
        var random = new SplittableRandom(options.Seed).Split("start");
        var (x, y) = (new float[vectors.Rows], new float[vectors.Rows]);
        for (var item = 0; item < vectors.Rows; item++)
        {
            x[item] = (float)((directions[item, 0] * scale) + (StartDeviation * StartShift * random.NextGaussian()));
            y[item] = (float)((directions[item, 1] * scale) + (StartDeviation * StartShift * random.NextGaussian()));
        }

        return (x, y);
    }

    private static DenseMatrix FewPositions(int items)
    {
        var positions = new DenseMatrix(items, 2);
        if (items == 2)
        {
            (positions[0, 0], positions[1, 0]) = (-1, 1);
        }

        return positions;
    }
}

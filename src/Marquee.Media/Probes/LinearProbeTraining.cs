using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>The loss of a <see cref="LinearProbe"/> and its gradient, for some of the examples.</summary>
internal sealed class LinearProbeTraining
{
    private const double Tolerance = 1e-3;

    private readonly DenseMatrix _scaled;
    private readonly DenseMatrix _scores;
    private readonly ColumnScale _scale;
    private readonly int[] _wanted;
    private readonly int _classes;
    private readonly LinearProbeOptions _options;
    private float _regularization;

    public LinearProbeTraining(DenseMatrix vectors, int[] examples, int[] labels, int classes, LinearProbeOptions options)
    {
        (_classes, _options) = (classes, options);
        (_scaled, _wanted) = Take(vectors, examples, labels);
        _scores = new DenseMatrix(examples.Length, classes);
        _scale = ColumnScale.Of(_scaled);
        _scale.Apply(_scaled);
    }

    /// <summary>The examples whose label is known.</summary>
    public static (int[] Known, int Classes) Known(DenseMatrix vectors, ExampleLabels labels)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(labels);
        return vectors.Rows == labels.Count
            ? ([.. Enumerable.Range(0, labels.Count).Where(example => labels[example] >= 0)], labels.Classes)
            : throw new ArgumentException($"There are {vectors.Rows} vectors and {labels.Count} labels; -1 stands for one that is not known.", nameof(labels));
    }

    /// <summary>Leaves a share of every class out; at least one of each class stays.</summary>
    public static (int[] Training, int[] Validation) Divide(int[] known, ExampleLabels labels, LinearProbeOptions options)
    {
        var random = new SplittableRandom(options.Seed).Split("probe");
        var validation = new List<int>();
        foreach (var ofClass in known.GroupBy(example => labels[example]).OrderBy(group => group.Key))
        {
            var members = ofClass.ToArray();
            random.Split((ulong)ofClass.Key).Shuffle(members.AsSpan());
            validation.AddRange(members.Take(Math.Min(members.Length - 1, (int)Math.Round(options.ValidationShare * members.Length))));
        }

        return ([.. known.Except(validation)], [.. validation]);
    }

    /// <summary>Vectors and labels of some examples.</summary>
    public static (DenseMatrix Vectors, int[] Wanted) Take(DenseMatrix vectors, int[] examples, int[] labels)
    {
        var taken = new DenseMatrix(examples.Length, vectors.Columns);
        for (var row = 0; row < examples.Length; row++)
        {
            vectors.Row(examples[row]).CopyTo(taken.Row(row));
        }

        return (taken, [.. examples.Select(example => labels[example])]);
    }

    /// <summary>A probe for each regularisation, each begun where the one before ended.</summary>
    public IReadOnlyList<LinearProbe> Train(IReadOnlyList<double> regularizations, CancellationToken cancellationToken)
    {
        var weights = new float[(_scaled.Columns + 1) * _classes];
        var probes = new List<LinearProbe>();
        foreach (var regularization in regularizations)
        {
            _regularization = (float)regularization;
            LimitedMemoryMinimizer.Minimize(Compute, weights, _options.MaximumIterations, Tolerance, cancellationToken);
            probes.Add(Unscaled(weights, regularization));
        }

        return probes;
    }

    private double Compute(float[] weights, float[] gradient)
    {
        var count = _scaled.Columns * _classes;
        var ofWeights = new DenseMatrix(_scaled.Columns, _classes, gradient.AsMemory(0, count));
        var biases = weights.AsSpan(count);
        var ofBiases = gradient.AsSpan(count);
        for (var row = 0; row < _scores.Rows; row++)
        {
            biases.CopyTo(_scores.Row(row));
        }

        MatrixProduct.Multiply(_scaled, false, new DenseMatrix(_scaled.Columns, _classes, weights.AsMemory(0, count)), false, _scores, 1, 1, _options.MaxDegreeOfParallelism);
        var loss = 0.0;
        ofBiases.Clear();
        for (var row = 0; row < _scores.Rows; row++)
        {
            loss += ToSlopes(_scores.Row(row), _wanted[row], 1f / _scores.Rows) / _scores.Rows;
            for (var column = 0; column < _classes; column++)
            {
                ofBiases[column] += _scores.Row(row)[column];
            }
        }

        MatrixProduct.Multiply(_scaled, true, _scores, false, ofWeights, maxDegreeOfParallelism: _options.MaxDegreeOfParallelism);
        for (var index = 0; index < count; index++)
        {
            loss += _regularization / 2.0 * weights[index] * weights[index];
            gradient[index] += _regularization * weights[index];
        }

        return loss;
    }

    /// <summary>Replaces scores by the derivative of the loss by them, times a share.</summary>
    private static double ToSlopes(Span<float> scores, int wanted, float share)
    {
        var largest = float.NegativeInfinity;
        foreach (var score in scores)
        {
            largest = Math.Max(largest, score);
        }

        var sum = 0f;
        var ofWanted = scores[wanted] - largest;
        foreach (ref var score in scores)
        {
            score = MathF.Exp(score - largest);
            sum += score;
        }

        foreach (ref var score in scores)
        {
            score *= share / sum;
        }

        scores[wanted] -= share;
        return Math.Log(sum) - ofWanted;
    }

    private LinearProbe Unscaled(float[] weights, double regularization)
    {
        var unscaled = new DenseMatrix(_scaled.Columns, _classes);
        var biases = weights.AsSpan(_scaled.Columns * _classes).ToArray();
        for (var dimension = 0; dimension < unscaled.Rows; dimension++)
        {
            for (var column = 0; column < _classes; column++)
            {
                unscaled[dimension, column] = weights[(dimension * _classes) + column] * _scale.Factors[dimension];
                biases[column] -= unscaled[dimension, column] * _scale.Means[dimension];
            }
        }

        return new LinearProbe(unscaled, biases, regularization);
    }
}

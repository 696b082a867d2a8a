using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Multinomial logistic regression upon vectors: what a linear map can tell from them.</summary>
/// <remarks>
/// Minimises <c>mean of -log softmax(z W + b)[label] + regularization / 2 |W|^2</c>, where <c>z</c> are the vectors with each number brought to mean 0 and deviation 1 (which the finished weights undo), by the limited-memory method of
/// Broyden, Fletcher, Goldfarb and Shanno. Convex: the result does not depend on chance. O(iterations * vectors * dimensions * classes).
/// </remarks>
public sealed class LinearProbe
{
    private readonly float[] _biases;

    internal LinearProbe(DenseMatrix weights, float[] biases, double regularization) => (Weights, _biases, Regularization) = (weights, biases, regularization);

    /// <summary>Numbers of a vector.</summary>
    public int Dimensions => Weights.Rows;

    /// <summary>How many classes there are.</summary>
    public int Classes => Weights.Columns;

    /// <summary>What weights cost: as given, or as chosen.</summary>
    public double Regularization { get; }

    /// <summary><c>dimensions x classes</c>.</summary>
    internal DenseMatrix Weights { get; }

    /// <summary>One number a class.</summary>
    internal ReadOnlySpan<float> Biases => _biases;

    /// <summary>Learns with a given regularisation.</summary>
    /// <param name="vectors">A row an example.</param>
    /// <param name="labels">Their classes; examples whose class is not known are left out.</param>
    /// <param name="regularization">What weights cost, above 0.</param>
    /// <param name="options">Everything else; nothing for the defaults.</param>
    /// <param name="cancellationToken">Checked before each iteration.</param>
    /// <exception cref="ArgumentException">There are not as many labels as vectors, or an option is outside of its range.</exception>
    public static LinearProbe Train(DenseMatrix vectors, ExampleLabels labels, double regularization, LinearProbeOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (known, classes) = LinearProbeTraining.Known(vectors, labels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(regularization);
        options = (options ?? new LinearProbeOptions()).Checked();
        return new LinearProbeTraining(vectors, known, labels.Labels, classes, options).Train([regularization], cancellationToken).Single();
    }

    /// <summary>Learns with the regularisation that does best on a part of the examples that is left out at first: the same share of every class.</summary>
    /// <param name="vectors">A row an example.</param>
    /// <param name="labels">Their classes; examples whose class is not known are left out.</param>
    /// <param name="options">Which regularisations, and how large the part is; nothing for the defaults.</param>
    /// <param name="cancellationToken">Checked before each iteration.</param>
    /// <exception cref="ArgumentException">There are not as many labels as vectors, or an option is outside of its range.</exception>
    public static LinearProbe TrainValidated(DenseMatrix vectors, ExampleLabels labels, LinearProbeOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (known, classes) = LinearProbeTraining.Known(vectors, labels);
        options = (options ?? new LinearProbeOptions()).Checked();
        var (training, validation) = LinearProbeTraining.Divide(known, labels, options);
        var best = options.Regularizations[0];
        if (validation.Length > 0)
        {
            var tried = new LinearProbeTraining(vectors, training, labels.Labels, classes, options).Train(options.Regularizations, cancellationToken);
            var (rows, wanted) = LinearProbeTraining.Take(vectors, validation, labels.Labels);
            best = tried.MaxBy(probe => probe.Accuracy(rows, wanted, options.MaxDegreeOfParallelism))!.Regularization;
        }

        return Train(vectors, labels, best, options, cancellationToken);
    }

    /// <summary>The logarithm of how much each class is spoken for, up to a number the same for all classes.</summary>
    /// <param name="vectors">A row an example.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <returns><c>examples x classes</c>.</returns>
    /// <exception cref="ArgumentException">The vectors have another number of numbers.</exception>
    public DenseMatrix Score(DenseMatrix vectors, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        if (vectors.Columns != Dimensions)
        {
            throw new ArgumentException($"The probe reads vectors of {Dimensions} numbers, not {vectors.Columns}.", nameof(vectors));
        }

        var scores = new DenseMatrix(vectors.Rows, Classes);
        for (var row = 0; row < scores.Rows; row++)
        {
            _biases.CopyTo(scores.Row(row));
        }

        MatrixProduct.Multiply(vectors, false, Weights, false, scores, 1, 1, maxDegreeOfParallelism);
        return scores;
    }

    /// <summary>The likeliest class of each example.</summary>
    /// <param name="vectors">A row an example.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The vectors have another number of numbers.</exception>
    public int[] Classify(DenseMatrix vectors, int maxDegreeOfParallelism = 0) => LargestColumn.OfRows(Score(vectors, maxDegreeOfParallelism));

    /// <summary>Writes everything.</summary>
    /// <param name="writer">Where to.</param>
    public void Save(ArtifactWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        (writer.Properties["kind"], writer.Properties["dimensions"], writer.Properties["classes"]) = ("linear-probe", Dimensions, Classes);
        writer.Properties["regularization"] = Regularization.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        writer.Write("weights", Weights.Span, Dimensions, Classes);
        writer.Write("biases", _biases, Classes);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">Something is missing or does not fit together.</exception>
    public static LinearProbe Load(ArtifactReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var (dimensions, classes) = (reader.IntProperty("dimensions"), reader.IntProperty("classes"));
        var weights = new DenseMatrix(dimensions, classes, reader.ReadFloats("weights", dimensions, classes));
        return double.TryParse(reader.TextProperty("regularization"), System.Globalization.CultureInfo.InvariantCulture, out var regularization)
            ? new LinearProbe(weights, reader.ReadFloats("biases", classes).ToArray(), regularization)
            : throw new InvalidDataException("The regularization of the probe is no number: the file is damaged.");
    }

    private int Accuracy(DenseMatrix vectors, int[] wanted, int maxDegreeOfParallelism) => Classify(vectors, maxDegreeOfParallelism).Zip(wanted).Count(pair => pair.First == pair.Second);
}

using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The posterior samples that are kept: items, the prior of users and the noise. Numbers are in units of the ratings' deviation around their mean.</summary>
internal sealed class BiasedMfSamples
{
    private const string VectorsName = "item-vectors";
    private const string BiasesName = "item-biases";
    private const string MeansName = "user-means";
    private const string PrecisionsName = "user-precisions";
    private const string NoiseName = "noise-precisions";

    private int _kept;

    /// <summary>Makes room.</summary>
    /// <param name="items">Number of items.</param>
    /// <param name="order">Numbers a vector: the factors and the bias.</param>
    /// <param name="samples">How many samples.</param>
    public BiasedMfSamples(int items, int order, int samples)
        : this(new DenseMatrix(items, samples * order), new DenseMatrix(items, samples), new DenseMatrix(samples, order), new DenseMatrix(samples * order, order), new float[samples])
    {
    }

    private BiasedMfSamples(DenseMatrix vectors, DenseMatrix biases, DenseMatrix means, DenseMatrix precisions, float[] noise)
    {
        Vectors = vectors;
        Biases = biases;
        Means = means;
        Precisions = precisions;
        Noise = noise;
    }

    /// <summary>How many samples.</summary>
    public int Count => Noise.Length;

    /// <summary>Numbers a vector.</summary>
    public int Order => Means.Columns;

    /// <summary>Number of items.</summary>
    public int Items => Vectors.Rows;

    /// <summary>A 1 and the factors of each item in each sample, <c>items x (samples * order)</c>.</summary>
    public DenseMatrix Vectors { get; }

    /// <summary>The bias of each item in each sample, <c>items x samples</c>.</summary>
    public DenseMatrix Biases { get; }

    /// <summary>The mean of users in each sample, bias first, <c>samples x order</c>.</summary>
    public DenseMatrix Means { get; }

    /// <summary>The precisions of users, one below the other, <c>(samples * order) x order</c>.</summary>
    public DenseMatrix Precisions { get; }

    /// <summary>The precision of a rating in each sample.</summary>
    public float[] Noise { get; }

    /// <summary>The precision of users in one sample, <c>order x order</c>.</summary>
    public DenseMatrix PrecisionOf(int sample) => Precisions.Slice(sample * Order, Order);

    /// <summary>An item's vector in one sample.</summary>
    public Span<float> VectorOf(int item, int sample) => Vectors.Row(item).Slice(sample * Order, Order);

    /// <summary>Keeps one more sample.</summary>
    public void Keep(GibbsSide items, VectorPrior users, float noisePrecision)
    {
        for (var item = 0; item < Items; item++)
        {
            items.Vectors.Row(item).CopyTo(VectorOf(item, _kept));
            Biases[item, _kept] = items.Biases[item];
        }

        users.Mean.CopyTo(Means.Row(_kept));
        users.Precision.Span.CopyTo(PrecisionOf(_kept).Span);
        Noise[_kept++] = noisePrecision;
    }

    /// <summary>Writes all samples.</summary>
    public void Save(ArtifactWriter writer)
    {
        writer.Write(VectorsName, Vectors.Span, Vectors.Rows, Vectors.Columns);
        writer.Write(BiasesName, Biases.Span, Biases.Rows, Biases.Columns);
        writer.Write(MeansName, Means.Span, Means.Rows, Means.Columns);
        writer.Write(PrecisionsName, Precisions.Span, Precisions.Rows, Precisions.Columns);
        writer.Write(NoiseName, Noise, Noise.Length);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static BiasedMfSamples Load(ArtifactReader reader, int items, int order, int samples)
    {
        return new BiasedMfSamples(
            Matrix(VectorsName, items, samples * order),
            Matrix(BiasesName, items, samples),
            Matrix(MeansName, samples, order),
            Matrix(PrecisionsName, samples * order, order),
            reader.ReadFloats(NoiseName, samples).ToArray());

        DenseMatrix Matrix(string name, int rows, int columns) => new(rows, columns, reader.ReadFloats(name, rows, columns));
    }
}

using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>
/// Vectors of pictures without any gradient: centroids of whitened patches; of each patch how much nearer than usual each centroid is, <c>max(0, mean distance - distance)</c>, summed over the four quarters of the picture.
/// What encoders that learn for long have to beat.
/// </summary>
/// <remarks>
/// Source: Coates, Lee and Ng, An Analysis of Single-Layer Networks in Unsupervised Feature Learning, 2011 ("k-means (triangle)"): 79.6% on CIFAR-10 with 4,000 centroids.
/// O(places * numbers of a patch * centroids) an example. Immutable, used from several threads at once.
/// </remarks>
public sealed class PatchFeatures
{
    private const int Quarters = 4;

    private readonly PatchWhitening _whitening;
    private readonly DenseMatrix _centroids;
    private readonly float[] _squares;

    private PatchFeatures(PlaneShape input, int patchSize, PatchWhitening whitening, DenseMatrix centroids)
    {
        (Input, PatchSize, _whitening, _centroids) = (input, patchSize, whitening, centroids);
        _squares = KMeans.Squares(centroids);
    }

    /// <summary>What it reads.</summary>
    public PlaneShape Input { get; }

    /// <summary>Height and width of a patch.</summary>
    public int PatchSize { get; }

    /// <summary>Numbers of a vector: four for each centroid.</summary>
    public int Dimensions => Quarters * _centroids.Rows;

    /// <summary>Learns whitening and centroids from patches at random places of random examples.</summary>
    /// <param name="examples">Planes.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told the share of rounds that is done.</param>
    /// <param name="cancellationToken">Checked between rounds.</param>
    /// <exception cref="ArgumentException">Examples are too small, or an option is outside of its range.</exception>
    public static PatchFeatures Learn(IExamples examples, PatchFeatureOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfZero(examples.Count, nameof(examples));
        options.Validate(examples.Shape);
        var random = new SplittableRandom(options.Seed).Split("patches");
        var patches = Draw(examples, options, random);
        var whitening = PatchWhitening.Learn(patches, options);
        var white = new DenseMatrix(patches.Rows, patches.Columns);
        MatrixProduct.Multiply(patches, false, whitening.Map, false, white, maxDegreeOfParallelism: options.MaxDegreeOfParallelism);
        var centroids = KMeans.Find(
            white, options.Centroids, options.Rounds, random.Split("centroids"), options.MaxDegreeOfParallelism, round => progress?.Report((double)round / options.Rounds), cancellationToken);
        return new PatchFeatures(examples.Shape, options.PatchSize, whitening, centroids);
    }

    /// <summary>The vectors of examples.</summary>
    /// <param name="examples">The examples, as <see cref="Input"/> says.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor. The result is the same on any number.</param>
    /// <param name="cancellationToken">Checked every few examples.</param>
    /// <returns><c>examples x <see cref="Dimensions"/></c>.</returns>
    /// <exception cref="ArgumentException">The examples are of another shape.</exception>
    public DenseMatrix Embed(IExamples examples, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        if (examples.Shape != Input)
        {
            throw new ArgumentException($"The patches are those of planes of {Input}, and the examples are {examples.Shape}.", nameof(examples));
        }

        var result = new DenseMatrix(examples.Count, Dimensions);
        ParallelBlocks.For(examples.Count, 8, maxDegreeOfParallelism, () => new Scratch(this), (start, end, _, scratch) =>
        {
            for (var example = start; example < end; example++)
            {
                examples.Read(example, scratch.Plane);
                Embed(scratch, result.Row(example));
            }
        }, cancellationToken);
        return result;
    }

    /// <summary>Writes everything.</summary>
    /// <param name="writer">Where to.</param>
    public void Save(ArtifactWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var properties = writer.Properties;
        (properties["kind"], properties["height"], properties["width"], properties["channels"]) = ("patch-features", Input.Height, Input.Width, Input.Channels);
        (properties["patchSize"], properties["centroids"]) = (PatchSize, _centroids.Rows);
        _whitening.Save(writer);
        writer.Write("centroids", _centroids.Span, _centroids.Rows, _centroids.Columns);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">Something is missing or does not fit together.</exception>
    public static PatchFeatures Load(ArtifactReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var input = new PlaneShape(reader.IntProperty("height"), reader.IntProperty("width"), reader.IntProperty("channels"));
        var (patchSize, centroids) = (reader.IntProperty("patchSize"), reader.IntProperty("centroids"));
        var numbers = patchSize * patchSize * input.Channels;
        return new PatchFeatures(input, patchSize, PatchWhitening.Load(reader, numbers), new DenseMatrix(centroids, numbers, reader.ReadFloats("centroids", centroids, numbers)));
    }

    private static DenseMatrix Draw(IExamples examples, PatchFeatureOptions options, SplittableRandom random)
    {
        var (shape, size) = (examples.Shape, options.PatchSize);
        var patches = new DenseMatrix(options.Patches, size * size * shape.Channels);
        var plane = new float[shape.Count];
        for (var patch = 0; patch < patches.Rows; patch++)
        {
            examples.Read(random.Next(examples.Count), plane);
            Cut(plane, shape, size, random.Next(shape.Height - size + 1), random.Next(shape.Width - size + 1), patches.Row(patch));
        }

        return patches;
    }

    private static void Cut(ReadOnlySpan<float> plane, PlaneShape shape, int size, int row, int column, Span<float> patch)
    {
        var line = size * shape.Channels;
        for (var step = 0; step < size; step++)
        {
            plane.Slice((((row + step) * shape.Width) + column) * shape.Channels, line).CopyTo(patch[(step * line)..]);
        }
    }

    private void Embed(Scratch scratch, Span<float> target)
    {
        var (rows, columns) = (Input.Height - PatchSize + 1, Input.Width - PatchSize + 1);
        for (var place = 0; place < rows * columns; place++)
        {
            Cut(scratch.Plane, Input, PatchSize, place / columns, place % columns, scratch.Patches.Row(place));
        }

        _whitening.Prepare(scratch.Patches);
        MatrixProduct.Multiply(scratch.Patches, false, _whitening.Map, false, scratch.White, maxDegreeOfParallelism: 1);
        MatrixProduct.Multiply(scratch.White, false, _centroids, true, scratch.Products, maxDegreeOfParallelism: 1);
        target.Clear();
        for (var place = 0; place < rows * columns; place++)
        {
            var quarter = (place / columns * 2 / rows * 2) + (place % columns * 2 / columns);
            Triangle(scratch.White.Row(place), scratch.Products.Row(place), target.Slice(quarter * _centroids.Rows, _centroids.Rows));
        }
    }

    /// <summary>Adds how much nearer than the mean each centroid is to a patch.</summary>
    private void Triangle(ReadOnlySpan<float> patch, Span<float> products, Span<float> target)
    {
        var own = 0f;
        foreach (var value in patch)
        {
            own += value * value;
        }

        var sum = 0f;
        for (var centroid = 0; centroid < products.Length; centroid++)
        {
            products[centroid] = MathF.Sqrt(Math.Max(0, own + _squares[centroid] - (2 * products[centroid])));
            sum += products[centroid];
        }

        var mean = sum / products.Length;
        for (var centroid = 0; centroid < products.Length; centroid++)
        {
            target[centroid] += Math.Max(0, mean - products[centroid]);
        }
    }

    private sealed class Scratch
    {
        public Scratch(PatchFeatures features)
        {
            var places = (features.Input.Height - features.PatchSize + 1) * (features.Input.Width - features.PatchSize + 1);
            Plane = new float[features.Input.Count];
            (Patches, White) = (new DenseMatrix(places, features._centroids.Columns), new DenseMatrix(places, features._centroids.Columns));
            Products = new DenseMatrix(places, features._centroids.Rows);
        }

        public float[] Plane { get; }

        public DenseMatrix Patches { get; }

        public DenseMatrix White { get; }

        public DenseMatrix Products { get; }
    }
}

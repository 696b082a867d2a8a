using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The posterior samples that are kept: all that is needed to find a user's numbers anew and to predict with them.</summary>
internal sealed class BayesFmSamples
{
    private const string ItemsName = "items";
    private const string DatesName = "dates";
    private const string FeaturesName = "user-features";
    private const string MeansName = "user-means";
    private const string PrecisionsName = "user-precisions";
    private const string NoiseName = "noise-precisions";
    private const string InterceptsName = "intercepts";
    private const string CutpointsName = "cutpoints";

    private int _kept;

    /// <summary>Makes room.</summary>
    /// <param name="order">Numbers a row: a bias and the factors.</param>
    /// <param name="items">Number of items.</param>
    /// <param name="dates">Number of dates.</param>
    /// <param name="features">Number of features of users.</param>
    /// <param name="cutpoints">Number of cutpoints.</param>
    /// <param name="samples">How many samples.</param>
    public BayesFmSamples(int order, int items, int dates, int features, int cutpoints, int samples)
    {
        var width = checked(order * samples);
        Items = new DenseMatrix(items, width);
        Dates = new DenseMatrix(dates + 1, width);
        Features = new DenseMatrix(features, width);
        Means = new DenseMatrix(samples, order);
        Precisions = new DenseMatrix(samples, order);
        Cutpoints = new DenseMatrix(samples, cutpoints);
        Noise = new float[samples];
        Intercepts = new float[samples];
    }

    private BayesFmSamples(DenseMatrix items, DenseMatrix dates, DenseMatrix features, DenseMatrix means, DenseMatrix precisions, DenseMatrix cutpoints, float[] noise, float[] intercepts)
    {
        Items = items;
        Dates = dates;
        Features = features;
        Means = means;
        Precisions = precisions;
        Cutpoints = cutpoints;
        Noise = noise;
        Intercepts = intercepts;
    }

    /// <summary>How many samples.</summary>
    public int Count => Noise.Length;

    /// <summary>Numbers a row: a bias and the factors.</summary>
    public int Order => Means.Columns;

    /// <summary>Bias and factors of each item in each sample, <c>items x (samples * order)</c>.</summary>
    public DenseMatrix Items { get; }

    /// <summary>Bias and factors of each date in each sample, and behind them what is expected of any other, <c>(dates + 1) x (samples * order)</c>.</summary>
    public DenseMatrix Dates { get; }

    /// <summary>What each feature of a user adds to bias and factors in each sample, <c>features x (samples * order)</c>.</summary>
    public DenseMatrix Features { get; }

    /// <summary>What users have in common in each sample, <c>samples x order</c>.</summary>
    public DenseMatrix Means { get; }

    /// <summary>How precisely features foretell users in each sample, <c>samples x order</c>.</summary>
    public DenseMatrix Precisions { get; }

    /// <summary>The points that cut numbers into ratings in each sample, <c>samples x (values - 1)</c>; no columns where ratings are numbers.</summary>
    public DenseMatrix Cutpoints { get; }

    /// <summary>The precision of the noise in each sample.</summary>
    public float[] Noise { get; }

    /// <summary>What all ratings have in common in each sample.</summary>
    public float[] Intercepts { get; }

    /// <summary>The numbers of a row in one sample.</summary>
    public Span<float> Of(DenseMatrix rows, int row, int sample) => rows.Row(row).Slice(sample * Order, Order);

    /// <summary>Keeps one more sample.</summary>
    public void Keep(FactorBlock users, FactorBlock items, FactorBlock? dates, RatingLink link)
    {
        KeepRows(Items, items);
        if (dates is not null)
        {
            KeepRows(Dates, dates);
            dates.Prior.Means.Select(mean => (float)mean).ToArray().CopyTo(Of(Dates, Dates.Rows - 1, _kept));
        }

        var prior = users.Prior;
        for (var at = 0; at < Order; at++)
        {
            Means[_kept, at] = (float)prior.Means[at];
            Precisions[_kept, at] = (float)prior.Precisions[at];
            for (var feature = 0; feature < Features.Rows; feature++)
            {
                Features[feature, (_kept * Order) + at] = prior.Weights[(at * Features.Rows) + feature];
            }
        }

        for (var point = 0; point < Cutpoints.Columns; point++)
        {
            Cutpoints[_kept, point] = (float)link.Cutpoints[point];
        }

        Noise[_kept] = (float)link.NoisePrecision;
        Intercepts[_kept++] = (float)link.Intercept;
    }

    /// <summary>Writes all samples.</summary>
    public void Save(ArtifactWriter writer)
    {
        Write(ItemsName, Items);
        Write(DatesName, Dates);
        Write(FeaturesName, Features);
        Write(MeansName, Means);
        Write(PrecisionsName, Precisions);
        Write(CutpointsName, Cutpoints);
        writer.Write(NoiseName, Noise, Noise.Length);
        writer.Write(InterceptsName, Intercepts, Intercepts.Length);

        void Write(string name, DenseMatrix matrix) => writer.Write(name, matrix.Span, matrix.Rows, matrix.Columns);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static BayesFmSamples Load(ArtifactReader reader, int order, int items, int dates, int features, int cutpoints, int samples)
    {
        return new BayesFmSamples(
            Matrix(ItemsName, items, samples * order),
            Matrix(DatesName, dates + 1, samples * order),
            Matrix(FeaturesName, features, samples * order),
            Matrix(MeansName, samples, order),
            Matrix(PrecisionsName, samples, order),
            Matrix(CutpointsName, samples, cutpoints),
            reader.ReadFloats(NoiseName, samples).ToArray(),
            reader.ReadFloats(InterceptsName, samples).ToArray());

        DenseMatrix Matrix(string name, int rows, int columns) => new(rows, columns, reader.ReadFloats(name, rows, columns));
    }

    // A row without ratings is what its features say.
    private void KeepRows(DenseMatrix kept, FactorBlock block)
    {
        for (var row = 0; row < block.Ratings.Rows; row++)
        {
            var numbers = Of(kept, row, _kept);
            if (block.Ratings.Length(row) == 0)
            {
                block.Prior.Expect(row, numbers);
                continue;
            }

            for (var at = 0; at < numbers.Length; at++)
            {
                numbers[at] = block[row, at];
            }
        }
    }
}

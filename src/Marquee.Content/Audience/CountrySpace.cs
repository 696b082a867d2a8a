using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Countries by how their audiences took the same launches: how large they are, and as vectors that are near where they behave alike. Immutable.</summary>
public sealed class CountrySpace
{
    private readonly Dictionary<string, int> _index;
    private readonly DenseMatrix _alike;

    private CountrySpace(string[] codes, float[] levels, DenseMatrix vectors, DenseMatrix alike)
    {
        _index = codes.Select((code, index) => (code, index)).ToDictionary(pair => pair.code, pair => pair.index);
        (Codes, Levels, Vectors, _alike) = (codes, levels, vectors, alike);
    }

    /// <summary>The countries, ascending by code.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>Mean of the logarithm of audiences, by country.</summary>
    public IReadOnlyList<float> Levels { get; }

    /// <summary><c>countries x dimensions</c>.</summary>
    public DenseMatrix Vectors { get; }

    /// <summary>Learns from launches in several countries.</summary>
    /// <remarks>
    /// The logarithms of audiences (of 1 and the audience), items in rows and countries in columns, lose the mean of each item and of each country; what remains is how a country differs. The correlation of two countries is that
    /// of their columns over items launched in both; vectors are the leading right singular vectors scaled by their values.
    /// </remarks>
    /// <param name="launches">The launches; those without a country do not count.</param>
    /// <param name="dimensions">Dimensions at most.</param>
    /// <param name="seed">Seed of the decomposition.</param>
    /// <returns>Nothing where there are fewer than two countries.</returns>
    public static CountrySpace? Learn(IReadOnlyList<AudienceLaunch> launches, int dimensions = 6, ulong seed = 42)
    {
        ArgumentNullException.ThrowIfNull(launches);
        string[] codes = [.. launches.Select(launch => launch.Country).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        if (codes.Length < 2)
        {
            return null;
        }

        var items = launches.Where(launch => launch.Country is not null).GroupBy(launch => (launch.Item.Id, launch.Date)).ToArray();
        var table = new DenseMatrix(items.Length, codes.Length);
        var levels = new double[codes.Length];
        var counts = new int[codes.Length];
        table.Span.Fill(float.NaN);
        for (var row = 0; row < items.Length; row++)
        {
            foreach (var launch in items[row])
            {
                var column = Array.BinarySearch(codes, launch.Country, StringComparer.Ordinal);
                table[row, column] = (float)Math.Log(1 + launch.Audience);
                levels[column] += table[row, column];
                counts[column]++;
            }
        }

        for (var column = 0; column < codes.Length; column++)
        {
            levels[column] /= counts[column];
        }

        for (var row = 0; row < items.Length; row++)
        {
            var values = table.Row(row);
            var (sum, known) = (0.0, 0);
            for (var column = 0; column < values.Length; column++)
            {
                values[column] -= (float)levels[column];
                (sum, known) = float.IsNaN(values[column]) ? (sum, known) : (sum + values[column], known + 1);
            }

            for (var column = 0; column < values.Length; column++)
            {
                values[column] = float.IsNaN(values[column]) ? 0 : values[column] - (float)(sum / known);
            }
        }

        var alike = new DenseMatrix(codes.Length, codes.Length);
        MatrixProduct.Multiply(table, true, table, false, alike, maxDegreeOfParallelism: 1);
        var lengths = Enumerable.Range(0, codes.Length).Select(column => Math.Sqrt(alike[column, column])).ToArray();
        for (var one = 0; one < codes.Length; one++)
        {
            for (var other = 0; other < codes.Length; other++)
            {
                var product = lengths[one] * lengths[other];
                alike[one, other] = product > 0 ? (float)Math.Clamp(alike[one, other] / product, -1, 1) : one == other ? 1 : 0;
            }
        }

        var svd = RandomizedSvd.Compute(table, Math.Min(dimensions, Math.Min(codes.Length, items.Length)), new SplittableRandom(seed).Split("countries"), maxDegreeOfParallelism: 1);
        var vectors = new DenseMatrix(codes.Length, svd.Values.Length);
        var largest = svd.Values.Length > 0 && svd.Values[0] > 0 ? svd.Values[0] : 1;
        for (var row = 0; row < codes.Length; row++)
        {
            for (var column = 0; column < svd.Values.Length; column++)
            {
                vectors[row, column] = svd.Right[row, column] * svd.Values[column] / largest;
            }
        }

        return new CountrySpace(codes, Array.ConvertAll(levels, level => (float)level), vectors, alike);
    }

    /// <summary>Row of a country; -1 where it is not known.</summary>
    /// <param name="code">Its code.</param>
    public int IndexOf(string? code) => code is not null && _index.TryGetValue(code, out var index) ? index : -1;

    /// <summary>How alike two countries take launches, from -1 to 1.</summary>
    /// <param name="one">Row of the one.</param>
    /// <param name="other">Row of the other.</param>
    public float Similarity(int one, int other) => _alike[one, other];

    /// <summary>The countries that behave most like one, most alike first.</summary>
    /// <param name="code">The country.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>Nothing where the country is not known.</returns>
    public IReadOnlyList<CountryLikeness> Alike(string code, int count)
    {
        var own = IndexOf(code);
        return own < 0 ? [] : [.. Enumerable.Range(0, Codes.Count).Where(other => other != own)
            .OrderByDescending(other => _alike[own, other]).ThenBy(other => other).Take(count).Select(other => new CountryLikeness(Codes[other], _alike[own, other]))];
    }
}

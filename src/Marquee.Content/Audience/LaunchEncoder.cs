using System.Globalization;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Launches as rows of numbers. Immutable; learned from some launches, applied to any.</summary>
internal sealed class LaunchEncoder
{
    private const int LeastItems = 5;
    private const int MostWords = 15;

    private readonly Words[] _words;
    private readonly string[] _numbers;
    private readonly (string Name, int Dimensions)[] _features;
    private readonly TermSpace? _tags;
    private readonly TermSpace? _summary;
    private readonly TermSpace? _facts;
    private readonly CountrySpace? _countries;

    private LaunchEncoder(Words[] words, string[] numbers, (string Name, int Dimensions)[] features, TermSpace? tags, TermSpace? summary, TermSpace? facts, CountrySpace? countries)
    {
        (_words, _numbers, _features, _tags, _summary, _facts, _countries) = (words, numbers, features, tags, summary, facts, countries);
    }

    /// <summary>What countries are like, where estimates may look at it.</summary>
    public CountrySpace? Countries => _countries;

    private int Dimensions => _countries?.Vectors.Columns ?? 0;

    private int ItemColumns => 3 + _numbers.Length + _words.Sum(words => words.Known.Length) + _features.Sum(feature => feature.Dimensions) + (_tags?.Dimensions ?? 0) + (_summary?.Dimensions ?? 0) + (_facts?.Dimensions ?? 0) + Dimensions;

    private int Columns => ItemColumns + 3 + (_countries is null ? 0 : Dimensions + 4);

    /// <summary>Learns which words there are, and the spaces of tags, summaries, facts and countries.</summary>
    public static LaunchEncoder Learn(IReadOnlyList<AudienceLaunch> launches, AudienceOptions options)
    {
        Item[] items = [.. launches.Select(launch => launch.Item).DistinctBy(item => item.Id)];
        string[] numbers = [.. options.Attributes.Append("runtime").Distinct().Where(name => items.Any(item => item.Attributes[name] is not null) && items.All(item => item.Attributes[name] is not { } text || Number(text) is not null))];
        var words = new List<Words>
        {
            Words.Of(items, item => [item.Kind]),
            Words.Of(items, item => [item.Language]),
            Words.Of(items, item => item.Countries),
        };
        words.AddRange(options.Attributes.Append("maturity").Distinct().Except(numbers).Select(name => Words.Of(items, item => [item.Attributes[name]])));
        var random = new SplittableRandom(options.Seed).Split("launches");
        return new LaunchEncoder(
            [.. words],
            numbers,
            [.. options.Features.Where(feature => options.Inputs.HasFlag(feature.Value)).OrderBy(feature => feature.Key, StringComparer.Ordinal)
                .Select(feature => (feature.Key, items.Select(item => item.Features.TryGet(feature.Key, out var vector) ? vector.Length : 0).Max()))],
            Space(AudienceInputs.Tags, LaunchTerms.Tags),
            Space(AudienceInputs.Summary, LaunchTerms.Summary),
            Space(AudienceInputs.Graph, LaunchTerms.Facts),
            options.Inputs.HasFlag(AudienceInputs.Country) ? options.Countries ?? CountrySpace.Learn(launches, seed: options.Seed) : null);

        TermSpace? Space(AudienceInputs input, Func<Item, IReadOnlyList<string>> terms) => (options.Inputs & options.Terms).HasFlag(input)
            ? TermSpace.Learn([.. items.Select(terms)], options.Dimensions, random.Split(input.ToString()), options.MaxDegreeOfParallelism)
            : null;
    }

    /// <summary>A row for each launch.</summary>
    public DenseMatrix Encode(IReadOnlyList<AudienceLaunch> launches)
    {
        var table = new DenseMatrix(launches.Count, Columns);
        var known = new Dictionary<string, float[]>();
        for (var row = 0; row < launches.Count; row++)
        {
            var launch = launches[row];
            if (!known.TryGetValue(launch.Item.Id, out var item))
            {
                known[launch.Item.Id] = item = EncodeItem(launch.Item);
            }

            var values = table.Row(row);
            item.CopyTo(values);
            EncodeLaunch(launch, values[ItemColumns..]);
        }

        return table;
    }

    private static float? Number(string text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) ? number : null;

    private float[] EncodeItem(Item item)
    {
        var row = new float[ItemColumns];
        row[0] = item.Year ?? float.NaN;
        row[1] = item.Countries.Count;
        row[2] = item.People.Count;
        var at = 3;
        foreach (var name in _numbers)
        {
            // Running times and counts are told apart by ratios rather than by differences.
            row[at++] = item.Attributes[name] is { } text && Number(text) is { } number ? MathF.Log(1 + Math.Max(0, number)) : float.NaN;
        }

        foreach (var words in _words)
        {
            foreach (var value in words.ValuesOf(item))
            {
                if (value is not null && Array.IndexOf(words.Known, value) is >= 0 and var word)
                {
                    row[at + word] = 1;
                }
            }

            at += words.Known.Length;
        }

        foreach (var (name, dimensions) in _features)
        {
            var own = row.AsSpan(at, dimensions);
            own.Fill(float.NaN);
            if (item.Features.TryGet(name, out var vector) && vector.Length == dimensions)
            {
                vector.Span.CopyTo(own);
            }

            at += dimensions;
        }

        at += Project(_tags, LaunchTerms.Tags(item), row.AsSpan(at));
        at += Project(_summary, LaunchTerms.Summary(item), row.AsSpan(at));
        at += Project(_facts, LaunchTerms.Facts(item), row.AsSpan(at));
        if (_countries is not null)
        {
            MeanOfOrigins(item).CopyTo(row.AsSpan(at));
        }

        return row;

        static int Project(TermSpace? space, IReadOnlyList<string> terms, Span<float> row)
        {
            space?.Project(terms, row[..space.Dimensions]);
            return space?.Dimensions ?? 0;
        }
    }

    private void EncodeLaunch(AudienceLaunch launch, Span<float> row)
    {
        var angle = (launch.Date.DayOfYear - 1) / 365.25 * 2 * Math.PI;
        row[0] = (float)Math.Sin(angle);
        row[1] = (float)Math.Cos(angle);
        row[2] = launch.Item.Year is { } year ? MathF.Log(1 + Math.Max(0, launch.Date.Year - year)) : float.NaN;
        if (_countries is null)
        {
            return;
        }

        var country = _countries.IndexOf(launch.Country);
        var own = row[3..];
        if (country < 0)
        {
            own.Fill(float.NaN);
            return;
        }

        var vector = _countries.Vectors.Row(country);
        vector.CopyTo(own);
        var origin = MeanOfOrigins(launch.Item);
        var (near, product) = (float.NaN, 0f);
        foreach (var from in launch.Item.Countries)
        {
            if (_countries.IndexOf(from) is >= 0 and var index)
            {
                near = float.IsNaN(near) ? _countries.Similarity(country, index) : Math.Max(near, _countries.Similarity(country, index));
            }
        }

        for (var dimension = 0; dimension < vector.Length; dimension++)
        {
            product += vector[dimension] * origin[dimension];
        }

        own[Dimensions] = _countries.Levels[country];
        own[Dimensions + 1] = launch.Item.Countries.Contains(launch.Country!) ? 1 : 0;
        own[Dimensions + 2] = near;
        own[Dimensions + 3] = product;
    }

    /// <summary>The mean of the vectors of the countries of origin; not known where none is.</summary>
    private float[] MeanOfOrigins(Item item)
    {
        var mean = new float[Dimensions];
        var known = 0;
        foreach (var code in item.Countries)
        {
            if (_countries!.IndexOf(code) is >= 0 and var index)
            {
                known++;
                for (var dimension = 0; dimension < mean.Length; dimension++)
                {
                    mean[dimension] += _countries.Vectors[index, dimension];
                }
            }
        }

        for (var dimension = 0; dimension < mean.Length; dimension++)
        {
            mean[dimension] = known == 0 ? float.NaN : mean[dimension] / known;
        }

        return mean;
    }

    /// <summary>The most frequent words of a field, each a column of its own.</summary>
    private sealed record Words(string[] Known, Func<Item, IEnumerable<string?>> ValuesOf)
    {
        public static Words Of(Item[] items, Func<Item, IEnumerable<string?>> values) => new(
            [.. items.SelectMany(values).OfType<string>().GroupBy(word => word).Where(group => group.Count() >= LeastItems)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostWords).Select(group => group.Key)],
            values);
    }
}

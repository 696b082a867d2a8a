using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Estimates audiences of launches to come, each with an interval and the earlier launches it leans on. Immutable; any thread. Made by <see cref="AudienceTrainer"/>.</summary>
public sealed class AudienceEstimator
{
    private readonly LaunchModel _learned;
    private readonly IAudienceModel _model;
    private readonly LaunchEvidence _evidence;
    private readonly AudienceOptions _options;
    private readonly ConformalBands _errors;
    private readonly SumErrors _sums;
    private readonly double _drift;

    internal AudienceEstimator(
        LaunchModel learned, IAudienceModel model, LaunchEvidence evidence, ComparablePull pull, AudienceOptions options, ConformalBands errors, SumErrors sums, AudienceValidation validation)
    {
        (_learned, _model, _evidence, Pull, _options, _errors, _sums, Validation) = (learned, model, evidence, pull, options, errors, sums, validation);
        _drift = evidence.Drift(pull.HalfLife);
        Markets = [.. learned.Launches.Select(launch => launch.Country).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>How it fared on launches later than those it had learned from.</summary>
    public AudienceValidation Validation { get; }

    /// <summary>How strongly comparables pull, and how fast expectations follow the latest launches.</summary>
    public ComparablePull Pull { get; }

    /// <summary>The countries that audiences are known of; empty where they are not told apart by country.</summary>
    public IReadOnlyList<string> Markets { get; }

    /// <summary>What countries are like; nothing where audiences are not told apart by country, or estimates may not look at it.</summary>
    public CountrySpace? Countries => _learned.Encoder.Countries;

    /// <summary>Number of launches it learned from.</summary>
    public int Launches => _learned.Launches.Count;

    /// <summary>Estimates one launch.</summary>
    /// <param name="item">The item, which need not exist yet; whatever is not known of it may be left out.</param>
    /// <param name="date">The day it comes out. Only earlier launches are comparables.</param>
    /// <param name="country">The country, one of <see cref="Markets"/>; nothing where there are none.</param>
    /// <exception cref="ArgumentException">Nothing is known of the country.</exception>
    public AudienceEstimate Estimate(Item item, DateOnly date, string? country = null) => EstimateAll([new AudienceLaunch(item, date, 0, Known(country))])[0];

    /// <summary>Estimates one launch in several countries.</summary>
    /// <param name="item">The item.</param>
    /// <param name="date">The day it comes out.</param>
    /// <param name="countries">The countries, each one of <see cref="Markets"/>.</param>
    /// <exception cref="ArgumentException">Nothing is known of a country.</exception>
    public IReadOnlyList<AudienceEstimate> Estimate(Item item, DateOnly date, IReadOnlyList<string> countries) =>
        EstimateAll([.. countries.Select(country => new AudienceLaunch(item, date, 0, Known(country)))]);

    /// <summary>Estimates many launches; what their audience says is not looked at.</summary>
    /// <param name="launches">The launches.</param>
    public IReadOnlyList<AudienceEstimate> EstimateAll(IReadOnlyList<AudienceLaunch> launches)
    {
        ArgumentNullException.ThrowIfNull(launches);
        var table = _learned.Encoder.Encode(launches);
        var estimates = new AudienceEstimate[launches.Count];
        ParallelBlocks.For(launches.Count, 16, _options.MaxDegreeOfParallelism, (start, end, _) =>
        {
            for (var row = start; row < end; row++)
            {
                var launch = launches[row];
                var evidence = _evidence.Find(launch.Item, launch.Country, launch.Date, _options.Comparables).Select(found => _evidence.Of(found.Row, found.Similarity, Pull.Sharpness, _drift));
                estimates[row] = new AudienceEstimate(_model.Predict(table.Row(row)) + _drift, [.. evidence], Pull.Reluctance, _errors, _options.WholeNumbers, launch.Country, launch.Date);
            }
        });
        return estimates;
    }

    /// <summary>The audience over several countries: the sum. Errors of countries go together, so the interval is that of sums over the same countries in the validation, not the sum of intervals.</summary>
    /// <param name="estimates">Estimates of one launch, one a country; at least one.</param>
    public AudienceTotal Total(IReadOnlyList<AudienceEstimate> estimates)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        var value = estimates.Sum(one => one.Value);
        var errors = _sums.Of(estimates.Select(one => one.Country).ToHashSet(), _options.Level);
        var (low, high) = (End(errors.Low, Math.Floor), End(errors.High, Math.Ceiling));
        return new AudienceTotal(value, Math.Min(low, value), Math.Max(high, value));

        double End(double error, Func<double, double> whole) => AudienceEstimate.Inverse(Math.Log(1 + value) + error) is var end && _options.WholeNumbers ? whole(end) : end;
    }

    private string? Known(string? country) => (country, Markets.Count) switch
    {
        (null, 0) => null,
        (null, _) => throw new ArgumentException($"Audiences are known by country; name one of {string.Join(", ", Markets)}.", nameof(country)),
        _ => Markets.Contains(country, StringComparer.Ordinal) ? country
            : throw new ArgumentException(Markets.Count == 0 ? "Audiences are not told apart by country; leave it out." : $"No launch in '{country}' is known; there are launches in {string.Join(", ", Markets)}.", nameof(country)),
    };
}

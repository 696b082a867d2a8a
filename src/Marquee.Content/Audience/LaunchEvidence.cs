using Marquee.Data;

namespace Marquee.Content;

/// <summary>What earlier launches had beyond (or short of) what was expected of them, and which of them speak for a new one.</summary>
internal sealed class LaunchEvidence
{
    private const double Handful = 5;

    private readonly LaunchNeighbours _neighbours;
    private readonly Dictionary<(string Item, string? Country), int> _first;
    private readonly IReadOnlyList<AudienceLaunch> _launches;
    private readonly float[] _observed;
    private readonly float[] _expected;

    /// <summary>Puts launches, what was observed and what was expected side by side.</summary>
    public LaunchEvidence(LaunchModel learned, float[] expected, AudienceInputs inputs)
    {
        (_launches, _observed, _expected) = (learned.Launches, learned.Targets, expected);
        _neighbours = new LaunchNeighbours(_launches, inputs);
        _first = [];
        for (var row = 0; row < _launches.Count; row++)
        {
            _first.TryAdd((_launches[row].Item.Id, _launches[row].Country), row);
        }
    }

    /// <summary>The comparables of a launch: those most alike that came out before it in the same country.</summary>
    public (int Row, float Similarity)[] Find(Item item, string? country, DateOnly date, int count) =>
    [
        .. _neighbours.Find(item, date, count, row => _first.ContainsKey((_neighbours.Items[row].Id, country)))
            .Select(found => (_first[(_neighbours.Items[found.Row].Id, country)], found.Similarity)),
    ];

    /// <summary>How far launches lay above what was expected of them lately: the mean, in which a launch counts the less the longer ago it was, drawn towards 0 by a handful of launches.</summary>
    /// <param name="halfLife">Days after which a launch counts half; 0 for no drift at all.</param>
    public double Drift(double halfLife)
    {
        if (halfLife <= 0)
        {
            return 0;
        }

        // Countries of one item are one launch.
        var items = Enumerable.Range(0, _launches.Count).GroupBy(row => _launches[row].Item.Id);
        var last = _launches.Max(launch => launch.Date).DayNumber;
        var (weights, sum) = (Handful, 0.0);
        foreach (var rows in items)
        {
            var weight = Math.Pow(2, -(last - _launches[rows.First()].Date.DayNumber) / halfLife);
            weights += weight;
            sum += weight * rows.Average(Surprise);
        }

        return sum / weights;
    }

    /// <summary>How far a launch lay above what was expected of it.</summary>
    public double Surprise(int row) => _observed[row] - _expected[row];

    /// <summary>A comparable as an estimate keeps it.</summary>
    /// <param name="row">The launch.</param>
    /// <param name="similarity">How alike it is.</param>
    /// <param name="sharpness">By which power of likeness it pulls.</param>
    /// <param name="drift">How far launches lie above what the model expects lately.</param>
    public AudienceEstimate.Evidence Of(int row, float similarity, double sharpness, double drift) => new(
        _launches[row].Item.Id, _launches[row].Item.Title, similarity, Math.Pow(similarity, sharpness), _observed[row], _expected[row] + drift);
}

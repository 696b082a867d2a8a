namespace Marquee.Content;

/// <summary>
/// How large an audience will be, and what that rests on: <c>ln(1 + Value) = ln(1 + Base) + sum of Contribution</c> and <c>BaseWeight + sum of Weight = 1</c>. Immutable; a comparable
/// that a person does not believe in is taken out by <see cref="Without"/>, at once and without training.
/// </summary>
public sealed class AudienceEstimate
{
    private readonly double _base;
    private readonly Evidence[] _evidence;
    private readonly double _reluctance;
    private readonly ConformalBands _errors;
    private readonly bool _whole;

    internal AudienceEstimate(double baseLogarithm, Evidence[] evidence, double reluctance, ConformalBands errors, bool whole, string? country, DateOnly date)
    {
        (_base, _evidence, _reluctance, _errors, _whole, Country, Date) = (baseLogarithm, evidence, reluctance, errors, whole, country, date);
        var total = reluctance + evidence.Sum(one => one.Pull);
        // Where nothing pulls, or nothing may, all rests on the base.
        double Share(double pull) => total > 0 && double.IsFinite(total) ? pull / total : 0;
        Comparables = [.. evidence.Select(one => new AudienceComparable(
            one.Item, one.Title, one.Similarity, Share(one.Pull), Inverse(one.Observed), Inverse(one.Expected), Share(one.Pull) * (one.Observed - one.Expected)))];
        BaseWeight = 1 - Comparables.Sum(one => one.Weight);
        Logarithm = _base + Comparables.Sum(one => one.Contribution);
        Base = Inverse(_base);
        Value = Inverse(Logarithm);
        var ends = errors.At(Logarithm);
        (Low, High) = (Inverse(Logarithm + ends.Low), Inverse(Logarithm + ends.High));
        (Low, High) = whole ? (Math.Floor(Low), Math.Ceiling(High)) : (Low, High);
    }

    /// <summary>The country of the audience; nothing where audiences are not told apart by country.</summary>
    public string? Country { get; }

    /// <summary>The day of the launch.</summary>
    public DateOnly Date { get; }

    /// <summary>The estimate.</summary>
    public double Value { get; }

    /// <summary>Lower end of the interval.</summary>
    public double Low { get; }

    /// <summary>Upper end of the interval.</summary>
    public double High { get; }

    /// <summary>What the model alone expects, moved as the latest launches were, before comparables move it.</summary>
    public double Base { get; }

    /// <summary>How much of the estimate rests on the model alone, from 0 to 1.</summary>
    public double BaseWeight { get; }

    /// <summary>The earlier launches that move it, most alike first.</summary>
    public IReadOnlyList<AudienceComparable> Comparables { get; }

    /// <summary><c>ln(1 + Value)</c>: the scale on which errors are measured, not cut at 0.</summary>
    public double Logarithm { get; }

    /// <summary>The same without some comparables: what is left shares the weight anew.</summary>
    /// <param name="items">Ids of items; those that are no comparables change nothing.</param>
    public AudienceEstimate Without(params IEnumerable<string> items)
    {
        var removed = items.ToHashSet(StringComparer.Ordinal);
        return new AudienceEstimate(_base, [.. _evidence.Where(one => !removed.Contains(one.Item))], _reluctance, _errors, _whole, Country, Date);
    }

    internal static double Inverse(double logarithm) => Math.Max(0, Math.Exp(logarithm) - 1);

    /// <summary>An earlier launch: how hard it pulls, and the logarithms of what was observed and expected.</summary>
    internal readonly record struct Evidence(string Item, string? Title, double Similarity, double Pull, double Observed, double Expected);
}

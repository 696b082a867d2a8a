namespace Marquee.Media;

/// <summary>How a <see cref="LinearProbe"/> learns.</summary>
public sealed record LinearProbeOptions
{
    /// <summary>Regularisations to choose from, each above 0; those without need of much are tried last, each beginning where the one before ended. Default 0.1 to 0.00001 in six steps.</summary>
    public IReadOnlyList<double> Regularizations { get; init; } = [0.1, 0.02, 0.004, 0.0008, 0.0001, 0.00001];

    /// <summary>Share of every class that is left out for the choice, from above 0 to below 1. Default 0.2.</summary>
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>Iterations at most, at least 1. Default 200.</summary>
    public int MaximumIterations { get; init; } = 200;

    /// <summary>Seed of what is left out. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 (the default) means one a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    internal LinearProbeOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumIterations, 1);
        if (Regularizations.Count == 0 || Regularizations.Any(regularization => !(regularization > 0)))
        {
            throw new ArgumentException("A probe chooses among at least one regularisation, each above 0.", nameof(Regularizations));
        }

        return ValidationShare is > 0 and < 1
            ? this
            : throw new ArgumentOutOfRangeException(nameof(ValidationShare), ValidationShare, "The share that is left out for validation is from above 0 to below 1.");
    }
}

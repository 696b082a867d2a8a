namespace Marquee.Numerics.Learning;

/// <summary>A training whose loss or gradient is no longer a number, or grows without end, was stopped.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Says what happened.</summary>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }

    /// <summary>Which pass over the data, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Which step of the pass, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>The loss of that step.</summary>
    public required double Loss { get; init; }

    /// <summary>The first parameter that holds, or whose gradient holds, what is not a finite number; null where none does.</summary>
    public required string? Parameter { get; init; }
}

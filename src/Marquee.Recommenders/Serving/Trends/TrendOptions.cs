namespace Marquee.Recommenders;

/// <summary>How fast a <see cref="TrendCounter"/> forgets, and how much it takes to be called a trend.</summary>
public sealed record TrendOptions
{
    /// <summary>After how long an event counts half. Default 2 days.</summary>
    public TimeSpan HalfLife { get; init => field = Positive(value, nameof(HalfLife)); } = TimeSpan.FromDays(2);

    /// <summary>After how long an event counts half in what is usual, with which the counts are compared; longer than <see cref="HalfLife"/>. Default 30 days.</summary>
    public TimeSpan UsualHalfLife { get; init => field = Positive(value, nameof(UsualHalfLife)); } = TimeSpan.FromDays(30);

    /// <summary>How many events of each item are made up, as usual as can be, before it is compared: few events are no trend. At least 0; default 5.</summary>
    public double Shrinkage
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Shrinkage));
            field = value;
        }
    } = 5;

    /// <summary>How many hours of the week are counted together: a divisor of 24. Default 4.</summary>
    public int HoursTogether
    {
        get;
        init => field = value is > 0 and <= 24 && 24 % value == 0 ? value : throw new ArgumentOutOfRangeException(nameof(HoursTogether), value, "The hours counted together must divide 24.");
    } = 4;

    private static TimeSpan Positive(TimeSpan value, string name) =>
        value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, value, "A half-life must be longer than nothing.");
}

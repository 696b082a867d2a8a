namespace Marquee.Data;

/// <summary>How one kind of interaction counts.</summary>
public sealed record KindWeight
{
    /// <summary>What one interaction of this kind adds to the weight of its user and item; negative for a dislike, 0 to leave it out.</summary>
    public float Weight { get; init; } = 1;

    /// <summary>What <see cref="Weight"/> is multiplied by.</summary>
    public WeightScale Scale { get; init; } = WeightScale.Constant;

    /// <summary>Interactions with a smaller value, or with none, do not count. Default: all count.</summary>
    public float? MinimumValue { get; init; }

    /// <summary>Interactions with a smaller progress do not count; one without progress counts in full. Default: all count.</summary>
    public float? MinimumProgress { get; init; }

    /// <summary>What one interaction of this kind adds.</summary>
    /// <param name="value">Its value; NaN where it has none.</param>
    /// <param name="progress">Its progress; NaN where it has none.</param>
    public float Weigh(float value, float progress)
    {
        if ((MinimumValue is { } minimumValue && !(value >= minimumValue)) || progress < MinimumProgress)
        {
            return 0;
        }

        var scale = Scale switch
        {
            WeightScale.Value => value,
            WeightScale.Progress => progress,
            _ => 1,
        };
        return Weight * (float.IsNaN(scale) ? 1 : scale);
    }
}

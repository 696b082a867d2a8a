namespace Marquee.Recommenders;

/// <summary>How the losses of several tasks make one.</summary>
public enum TaskWeighting
{
    /// <summary>Each times a weight that is given.</summary>
    Fixed,

    /// <summary>Each divided by a variance that is learned with everything else, plus the logarithm of that variance; it begins with the weights given.</summary>
    Learned,
}

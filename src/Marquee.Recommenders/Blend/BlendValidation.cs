namespace Marquee.Recommenders;

/// <summary>What a blend holds out of its training data to learn its weights on.</summary>
public enum BlendValidation
{
    /// <summary>A random share of each user's items.</summary>
    Random,

    /// <summary>The last item of each user; in later rounds the last of what is left.</summary>
    Last,

    /// <summary>The latest share of all events; in later rounds an earlier stretch of the same length. Random where nothing has a time.</summary>
    Recent,
}

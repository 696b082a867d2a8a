namespace Marquee.Benchmarks;

/// <summary>How events are sent.</summary>
internal enum EventForm
{
    /// <summary>One a request.</summary>
    One,

    /// <summary>Many, as a JSON list.</summary>
    List,

    /// <summary>Many, as JSON lines that name their type.</summary>
    Lines,
}

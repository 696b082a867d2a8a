using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Something that forbids recommending some items. Immutable; asked from many threads at once.</summary>
public interface ICandidateRule
{
    /// <summary>Takes out what must not be recommended.</summary>
    /// <param name="history">Who is asking; its context says when and where.</param>
    /// <param name="candidates">What the rules before left.</param>
    void Apply(in History history, CandidateSet candidates);
}

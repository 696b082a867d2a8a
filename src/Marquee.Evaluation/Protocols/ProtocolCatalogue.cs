using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Every protocol that works on any data. One line here makes a protocol known to the commands.</summary>
public static class ProtocolCatalogue
{
    /// <summary>All protocols.</summary>
    public static IReadOnlyList<EvaluationProtocol> All { get; } =
    [
        new("random", "finds a random fifth of each user's items", new RandomSplit(SplitBy.User, 0.2), isRandom: true),
        new("random-item", "finds a random quarter of each item's users, as Microsoft's benchmark does", new RandomSplit(SplitBy.Item, 0.25), isRandom: true),
        new("leave-last-out", "finds the last item of each user", new LeaveLastOut(), isRandom: false),
        new("strong", "finds a fifth of the items of users it was not trained on", new StrongGeneralisation(0.2), isRandom: true),
        new TimelineProtocol(),
    ];

    /// <summary>The protocol of a name.</summary>
    /// <exception cref="OptionException">There is no such protocol; the message lists those there are.</exception>
    public static EvaluationProtocol Find(string name) =>
        All.FirstOrDefault(protocol => protocol.Name == name)
        ?? throw new OptionException($"There is no protocol '{name}'; the protocols are {string.Join(", ", All.Select(protocol => protocol.Name))}.");
}

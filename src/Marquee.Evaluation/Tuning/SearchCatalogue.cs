using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Every way of searching. One line here makes a search known to the command.</summary>
public static class SearchCatalogue
{
    /// <summary>All searches, the one to take first.</summary>
    public static IReadOnlyList<ISearch> All { get; } = [new TreeParzenSearch(), new RandomSearch(), new GridSearch()];

    /// <summary>The search of a name.</summary>
    /// <exception cref="OptionException">There is no such search; the message lists those there are.</exception>
    public static ISearch Find(string name) =>
        All.FirstOrDefault(search => search.Name == name)
        ?? throw new OptionException($"There is no search '{name}'; the searches are {string.Join(", ", All.Select(search => search.Name))}.");
}

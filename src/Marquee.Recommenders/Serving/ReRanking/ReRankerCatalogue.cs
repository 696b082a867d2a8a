namespace Marquee.Recommenders;

/// <summary>Every re-ranker that can be asked for by name. One line here makes one known to the commands.</summary>
public static class ReRankerCatalogue
{
    /// <summary>All families.</summary>
    public static IReadOnlyList<ReRankerFamily> All { get; } =
    [
        ReRankerFamily.Of<CalibratedOptions>(
            "calibrated", "Lets a list hold genres, or any groups, in the proportions of the history.", "Steck, RecSys 2018",
            (snapshot, options) => new CalibratedReRanker(snapshot, options)),
        ReRankerFamily.Of<ExposureOptions>(
            "exposure", "Raises a group of items that gets too little exposure towards a share of each list.", "Zehlike et al., CIKM 2017; Singh and Joachims, KDD 2018",
            (snapshot, options) => new ExposureReRanker(snapshot, options)),
        ReRankerFamily.Of<MmrOptions>(
            "mmr", "Lets no item follow others that are much like it.", "Carbonell and Goldstein, SIGIR 1998",
            (snapshot, options) => new MmrReRanker(snapshot, options)),
        ReRankerFamily.Of<DislikeOptions>(
            "dislikes", "Lowers what is like something that the user rejected.", "Rocchio, 1971",
            (snapshot, options) => new DislikeReRanker(snapshot, options)),
    ];

    /// <summary>The family of a name.</summary>
    /// <exception cref="OptionException">There is no such re-ranker; the message lists those there are.</exception>
    public static ReRankerFamily Find(string name) =>
        All.FirstOrDefault(family => family.Name == name)
        ?? throw new OptionException($"There is no re-ranker '{name}'; the re-rankers are {string.Join(", ", All.Select(family => family.Name))}.");
}

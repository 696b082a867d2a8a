using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>The models that are served at one moment. Immutable, and swapped as a whole: a request that took one is answered from it to its end.</summary>
public sealed class ModelSet
{
    internal ModelSet(ServedModel main, IReadOnlyList<ServedModel> all)
    {
        Main = main;
        All = all;
        Similarity = main.Model is IItemSimilarity ? main : all.FirstOrDefault(model => model.Model is IItemSimilarity);
    }

    /// <summary>Answers where a request names no model. Where nothing is published yet: what is popular.</summary>
    public ServedModel Main { get; }

    /// <summary>Every model that is served, one version each, by name.</summary>
    public IReadOnlyList<ServedModel> All { get; }

    /// <summary>Says which items are alike: the main model where it can, else the first that can; null where none can.</summary>
    public ServedModel? Similarity { get; }

    /// <summary>A model by name; null where none of that name is served.</summary>
    public ServedModel? Find(string name) => All.FirstOrDefault(model => model.Name == name) ?? (Main.Name == name ? Main : null);
}

using Marquee.Data;

namespace Marquee.Content;

/// <summary>A graph of facts: entities, relations, and the facts to learn from, to choose options on and to test on.</summary>
public sealed class FactGraph
{
    /// <summary>Puts a graph together.</summary>
    /// <param name="entities">Ids of the entities.</param>
    /// <param name="relations">Ids of the relations.</param>
    /// <param name="training">Facts to learn from; each once.</param>
    /// <param name="validation">Facts to choose options on.</param>
    /// <param name="test">Facts to test on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fact names an entity or relation that there is not.</exception>
    public FactGraph(IdMap entities, IdMap relations, IEnumerable<Fact> training, IEnumerable<Fact>? validation = null, IEnumerable<Fact>? test = null)
    {
        ArgumentNullException.ThrowIfNull(entities);
        ArgumentNullException.ThrowIfNull(relations);
        (Entities, Relations) = (entities, relations);
        Training = [.. training.Distinct()];
        Validation = [.. validation ?? []];
        Test = [.. test ?? []];
        foreach (var fact in Training.Concat(Validation).Concat(Test))
        {
            if ((uint)fact.Head >= (uint)entities.Count || (uint)fact.Tail >= (uint)entities.Count || (uint)fact.Relation >= (uint)relations.Count)
            {
                throw new ArgumentOutOfRangeException(nameof(training), fact, $"A fact names entities from 0 to {entities.Count - 1} and relations from 0 to {relations.Count - 1}.");
            }
        }
    }

    /// <summary>Ids of the entities.</summary>
    public IdMap Entities { get; }

    /// <summary>Ids of the relations.</summary>
    public IdMap Relations { get; }

    /// <summary>Facts to learn from, each once.</summary>
    public IReadOnlyList<Fact> Training { get; }

    /// <summary>Facts to choose options on; empty where the graph has none.</summary>
    public IReadOnlyList<Fact> Validation { get; }

    /// <summary>Facts to test on; empty where the graph has none.</summary>
    public IReadOnlyList<Fact> Test { get; }

    /// <summary>All facts.</summary>
    public IEnumerable<Fact> All => Training.Concat(Validation).Concat(Test);

    /// <inheritdoc/>
    public override string ToString() => $"{Entities.Count} entities, {Relations.Count} relations, {Training.Count} facts to learn from, {Validation.Count} for validation, {Test.Count} to test";
}

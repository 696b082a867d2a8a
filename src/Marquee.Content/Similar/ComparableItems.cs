using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>The items most like one, in several views, each with reasons that add up to the score; also for an item that does not exist yet. Immutable; made from one snapshot or catalogue.</summary>
/// <remarks>
/// <para>Every view is a cosine between 0 and 1. <b>Theme</b>: bags of categories, labels and people, weighted by kind and rarity. <b>Audience</b>: shared viewers, shrunk where they are few. <b>Graph</b>: shared facts (relation, entity), weighted by rarity, and the
/// vectors of the feature <c>graph</c> where items carry it. <b>Text</b>: shared words of the summaries by rarity, and the vectors of the feature <c>text</c>. <b>Blend</b>: their weighted mean.</para>
/// <para>Rarity is <c>log(1 + items / items that have it)</c>. To build: O(attributes + interactions); to ask: O(items + what is shared).</para>
/// </remarks>
public sealed class ComparableItems
{
    private static readonly SimilarWeights StandardWeights = new();

    private readonly IReadOnlyList<Item> _items;
    private readonly SimilarOptions _options;
    private readonly Dictionary<SimilarView, ItemLikeness> _views;

    private ComparableItems(IReadOnlyList<Item> items, SimilarOptions options, Dictionary<SimilarView, ItemLikeness> views) => (_items, _options, _views) = (items, options, views);

    /// <summary>Prepares the views of a snapshot.</summary>
    /// <param name="snapshot">The items and who watched them.</param>
    /// <param name="options">How what they share is weighed; as by default where none are given.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or a fact names an item that is not in the snapshot.</exception>
    public static ComparableItems Of(Snapshot snapshot, SimilarOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Of(snapshot.Items, new SnapshotAudience(snapshot.Interactions), options);
    }

    /// <summary>Prepares the views of a catalogue.</summary>
    /// <param name="items">The items, which must not change any more.</param>
    /// <param name="audience">Who watches them.</param>
    /// <param name="options">How what they share is weighed; as by default where none are given.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or a fact names an item that is not in the catalogue.</exception>
    public static ComparableItems Of(IReadOnlyList<Item> items, IItemAudience audience, SimilarOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(audience);
        options ??= new SimilarOptions();
        options.Check();
        var ids = new IdMap(items.Select(item => item.Id));
        if (options.Facts.FirstOrDefault(fact => ids.IndexOf(fact.Item) < 0) is { } unknown)
        {
            throw new ArgumentException($"The fact ({unknown.Item}, {unknown.Relation}, {unknown.Entity}) is about an item that is not in the catalogue.", nameof(options));
        }

        var further = options.Facts.ToLookup(fact => fact.Item, fact => new BagTerm(fact.Relation, fact.Entity), StringComparer.Ordinal);
        var theme = new Bag(SimilarView.Theme, items, Theme, kind => kind switch { "category" => options.CategoryWeight, "person" => options.PersonWeight, _ => 1 });
        var facts = new Bag(SimilarView.Graph, items, item => ItemFacts.Of(item).Select(fact => new BagTerm(fact.Relation, fact.Entity)).Concat(further[item.Id]), _ => 1);
        var words = new Bag(SimilarView.Text, items, item => SummaryWords.Of(item.Summary).Select(word => new BagTerm("word", word)), _ => 1, options.CommonWords);
        return new ComparableItems(items, options, new()
        {
            [SimilarView.Theme] = theme,
            [SimilarView.Audience] = new SharedAudience(items.Count, audience, options.Shrinkage),
            [SimilarView.Graph] = WithVectors(facts, SimilarView.Graph, ItemEmbedding.Graph),
            [SimilarView.Text] = WithVectors(words, SimilarView.Text, ItemEmbedding.Text),
        });

        ItemLikeness WithVectors(ItemLikeness shared, SimilarView view, string feature) =>
            options.EmbeddingShare > 0 && VectorsOf(items, ids, feature) is { } embedding
                ? new WeightedLikeness([(shared, 1 - options.EmbeddingShare), (new NearVectors(view, embedding), options.EmbeddingShare)])
                : shared;
    }

    /// <summary>The same views, but for the audience, which is that of now. O(1).</summary>
    /// <param name="audience">Who watches the items.</param>
    public ComparableItems WithAudience(IItemAudience audience)
    {
        ArgumentNullException.ThrowIfNull(audience);
        return new ComparableItems(_items, _options, new(_views) { [SimilarView.Audience] = new SharedAudience(_items.Count, audience, _options.Shrinkage) });
    }

    /// <summary>The items most like one.</summary>
    /// <param name="item">Its index.</param>
    /// <param name="view">In which respect.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="weights">For the blend: how much each view counts.</param>
    /// <param name="allowed">Which items may come; all where nothing is given.</param>
    /// <returns>The most alike first, of two that are equally alike the one of the lower index; items that share nothing are left out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public IReadOnlyList<SimilarItem> Find(int item, SimilarView view, int count, SimilarWeights? weights = null, Func<int, bool>? allowed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, _items.Count);
        return Best(LikenessOf(view, weights).Ask(_items[item], item, []), item, count, allowed);
    }

    /// <summary>The items most like one that does not exist yet.</summary>
    /// <param name="description">What is known of it. Its audience is empty unless <see cref="ItemDescription.AudienceOf"/> names items that stand for it.</param>
    /// <param name="view">In which respect.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="weights">For the blend: how much each view counts.</param>
    /// <returns>As for an item that exists.</returns>
    public IReadOnlyList<SimilarItem> Find(ItemDescription description, SimilarView view, int count, SimilarWeights? weights = null)
    {
        ArgumentNullException.ThrowIfNull(description);
        return Best(LikenessOf(view, weights).Ask(description.Item, -1, description.AudienceOf), -1, count, null);
    }

    /// <summary>What items have in common with one, whoever says that they are alike: the reasons of a view.</summary>
    /// <param name="item">Index of the one.</param>
    /// <param name="others">Indices of the others.</param>
    /// <param name="view">In which respect.</param>
    /// <returns>For each of the others the reasons, what counts most first.</returns>
    public IReadOnlyList<IReadOnlyList<SimilarReason>> Reasons(int item, IReadOnlyList<int> others, SimilarView view = SimilarView.Blend)
    {
        ArgumentNullException.ThrowIfNull(others);
        var query = LikenessOf(view, null).Ask(_items[item], item, []);
        return [.. others.Select(other => Reasons(query, other))];
    }

    /// <summary>A sparse row for each item whose inner products are the likeness in a view; empty where nothing is known.</summary>
    internal SparseMatrix Rows(SimilarView view, SimilarWeights weights) => LikenessOf(view, weights).Rows();

    private static IEnumerable<BagTerm> Theme(Item item) =>
        item.Categories.Select(category => new BagTerm("category", category))
            .Concat(item.Labels.Select(label => new BagTerm("label", label)))
            .Concat(item.People.Select(person => new BagTerm("person", person.Name)));

    private ItemLikeness LikenessOf(SimilarView view, SimilarWeights? weights) => view == SimilarView.Blend
        ? new WeightedLikeness([.. (weights ?? StandardWeights).Shares().Select(share => (_views[share.View], share.Weight))])
        : _views.TryGetValue(view, out var likeness) ? likeness
        : throw new ArgumentOutOfRangeException(nameof(view), view, "There is no such view.");

    private IReadOnlyList<SimilarItem> Best(ItemQuery query, int self, int count, Func<int, bool>? allowed)
    {
        var scores = new double[_items.Count];
        query.AddTo(scores, 1);
        return [.. Enumerable.Range(0, scores.Length)
            .Where(item => item != self && scores[item] > 0 && _items[item].Id != IdMap.Erased(item) && (allowed is null || allowed(item)))
            .OrderByDescending(item => scores[item])
            .ThenBy(item => item)
            .Take(count)
            .Select(item => new SimilarItem(item, scores[item], Reasons(query, item)))];
    }

    private static IReadOnlyList<SimilarReason> Reasons(ItemQuery query, int item)
    {
        var reasons = new List<SimilarReason>();
        query.Explain(item, 1, reasons);
        return [.. reasons.OrderByDescending(reason => reason.Contribution).ThenBy(reason => reason.Kind, StringComparer.Ordinal).ThenBy(reason => reason.Value, StringComparer.Ordinal)];
    }

    /// <summary>The vectors that most items with such a feature have in length; those of another length are of another make and say nothing.</summary>
    private static ItemEmbedding? VectorsOf(IReadOnlyList<Item> items, IdMap ids, string feature)
    {
        var lengths = items.Select(item => item.Features.TryGet(feature, out var vector) ? vector.Length : 0).Where(length => length > 0).CountBy(length => length).ToArray();
        if (lengths.Length == 0)
        {
            return null;
        }

        var vectors = new DenseMatrix(items.Count, lengths.MaxBy(length => length.Value).Key);
        for (var item = 0; item < items.Count; item++)
        {
            if (items[item].Features.TryGet(feature, out var vector) && vector.Length == vectors.Columns)
            {
                vector.Span.CopyTo(vectors.Row(item));
            }
        }

        return new ItemEmbedding(feature, ids, vectors);
    }
}

using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Items by what is said of them: categories, labels, people, origin, decade, kind, free attributes, and the words of title and summary. No interaction is looked at.</summary>
/// <remarks>
/// <para>Each field of an item is a vector over its terms. A word of a text weighs <c>(1 + ln count) * rarity</c> or, by BM25, <c>count (k1 + 1) / (count + k1 (1 - b + b * length / mean length)) * rarity</c>; a value of another field weighs its
/// rarity. <c>rarity(t) = ln(1 + (n - n_t + 0.5) / (n_t + 0.5))</c>, where <c>n_t</c> of <c>n</c> items have term <c>t</c>. Each field is scaled to the length that its option says, so that a long summary does not outweigh one
/// category, and the whole to length 1. A feature of the items, such as an embedding of their summaries, is a field whose terms are the numbers of the vector.</para>
/// <para>Sources: Salton and Buckley, Term-Weighting Approaches in Automatic Text Retrieval, IPM 1988; Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, whose rarity is used for both weightings, in the
/// form that is never negative; the profile after Lops, de Gemmis and Semeraro, Content-based Recommender Systems, 2011. Differs in that fields are scaled one by one. Time and memory O(terms of all items). Involves no chance.</para>
/// </remarks>
public static class ContentTrainer
{
    /// <summary>Reads the items.</summary>
    public static ContentModel Train(Snapshot snapshot, ContentOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var (weigher, vectors) = ContentWeigher.Weigh(snapshot.Items, options, () => context.Progress?.Report(new TrainingProgress(1, 2)), context.CancellationToken);
        context.Progress?.Report(new TrainingProgress(2, 2));
        return new ContentModel(options, vectors, new ContentVocabulary(options, weigher.Terms, weigher.Rarity));
    }
}

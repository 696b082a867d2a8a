using Marquee.Data;
using Marquee.Numerics;
using Microsoft.Extensions.AI;

namespace Marquee.Content;

/// <summary>Vectors of texts from an embedding model of the user's own, such as a BERT behind <c>Microsoft.Extensions.AI</c>, in the place of <see cref="TextEncoder"/>.</summary>
/// <remarks>A text is asked for once: the same text later, or in another item, has the vector that was given then. Calls come one after the other, with as many texts as a batch holds. Not for several callers at once.</remarks>
/// <param name="generator">The model; not disposed here.</param>
/// <param name="batchSize">Texts in a call, at least 1.</param>
public sealed class OutsideTextEncoder(IEmbeddingGenerator<string, Embedding<float>> generator, int batchSize = OutsideTextEncoder.DefaultBatchSize)
{
    /// <summary>Texts in a call where nothing is said.</summary>
    public const int DefaultBatchSize = 64;

    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator = generator ?? throw new ArgumentNullException(nameof(generator));
    private readonly int _batchSize = batchSize >= 1 ? batchSize : throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, "A call has at least one text.");
    private readonly Dictionary<string, ReadOnlyMemory<float>> _known = new(StringComparer.Ordinal);

    /// <summary>Numbers in a vector; nothing before the first one came.</summary>
    public int? Dimensions { get; private set; }

    /// <summary>Texts whose vectors are kept.</summary>
    public int KnownCount => _known.Count;

    /// <summary>A vector for each text; zeros for one that is not there or holds nothing but blanks, which the model is not asked about.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="progress">Told the share of new texts that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Handed to the model, and checked before each call. What came before is kept.</param>
    /// <returns><c>texts x <see cref="Dimensions"/></c>.</returns>
    /// <exception cref="InvalidDataException">The model gave more or fewer vectors than texts, vectors of several lengths, or a number that is not finite.</exception>
    /// <exception cref="ArgumentException">There is no text at all, so that the length of vectors is not known.</exception>
    public async Task<DenseMatrix> EmbedAsync(IReadOnlyList<string?> texts, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        string[] asked = [.. texts.OfType<string>().Where(text => !string.IsNullOrWhiteSpace(text) && !_known.ContainsKey(text)).Distinct(StringComparer.Ordinal)];
        for (var start = 0; start < asked.Length; start += _batchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = asked[start..Math.Min(asked.Length, start + _batchSize)];
            Keep(batch, await _generator.GenerateAsync(batch, cancellationToken: cancellationToken).ConfigureAwait(false));
            progress?.Report((double)(start + batch.Length) / asked.Length);
        }

        if (Dimensions is not { } dimensions)
        {
            throw new ArgumentException("None of the texts holds a word, so the model was never asked and the length of its vectors is not known.", nameof(texts));
        }

        var vectors = new DenseMatrix(texts.Count, dimensions);
        for (var row = 0; row < vectors.Rows; row++)
        {
            if (texts[row] is { } text && _known.TryGetValue(text, out var vector))
            {
                vector.Span.CopyTo(vectors.Row(row));
            }
        }

        return vectors;
    }

    /// <summary>The embedding of the summaries of items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="name">Name of the embedding.</param>
    /// <param name="progress">Told the share of new texts that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">See <see cref="EmbedAsync"/>.</param>
    public async Task<ItemEmbedding> EmbedItemsAsync(IReadOnlyList<Item> items, string name = ItemEmbedding.Text, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        var vectors = await EmbedAsync([.. items.Select(item => item.Summary)], progress, cancellationToken).ConfigureAwait(false);
        return new ItemEmbedding(name, new IdMap(items.Select(item => item.Id)), vectors);
    }

    private void Keep(string[] batch, GeneratedEmbeddings<Embedding<float>> vectors)
    {
        if (vectors.Count != batch.Length)
        {
            throw new InvalidDataException($"The embedding model was given {batch.Length} texts and gave {vectors.Count} vectors; it must give one for each.");
        }

        for (var index = 0; index < batch.Length; index++)
        {
            var vector = vectors[index].Vector;
            Dimensions ??= vector.Length;
            if (vector.Length != Dimensions || vector.Length == 0)
            {
                throw new InvalidDataException($"The embedding model gave a vector of {vector.Length} numbers for '{Excerpt(batch[index])}', and of {Dimensions} before; all must be as long.");
            }

            foreach (var value in vector.Span)
            {
                if (!float.IsFinite(value))
                {
                    throw new InvalidDataException($"The embedding model gave {value} within the vector of '{Excerpt(batch[index])}'.");
                }
            }

            _known[batch[index]] = vector.ToArray();
        }
    }

    private static string Excerpt(string text) => text.Length <= 40 ? text : text[..40] + "...";
}

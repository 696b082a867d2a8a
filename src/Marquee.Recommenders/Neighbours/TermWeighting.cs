using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// Weightings from document retrieval. Where items are compared they are the documents and users their words: a user who met nearly everything says as little about an
/// item as the word "the" does about a text. Where users are compared it is the other way round.
/// </summary>
/// <remarks>
/// As in Ferrari Dacrema et al., Are We Really Making Much Progress?, RecSys 2019, and the library implicit: <c>idf(t) = ln(documents / (1 + documents with t))</c>, here not
/// below 0. A document that was not there when the words were counted is weighted like the others.
/// </remarks>
internal sealed class TermWeighting
{
    private readonly SimilarityMeasure _measure;
    private readonly double _k1;
    private readonly double _b;
    private readonly double[] _inverseFrequencies;
    private readonly double _averageLength;

    /// <summary>Counts the words. O(entries).</summary>
    /// <param name="documents">Weights, <c>documents x words</c>.</param>
    /// <param name="measure">Which weighting.</param>
    /// <param name="k1">BM25 only: how far a weight can rise.</param>
    /// <param name="b">BM25 only: how much the length of a document lowers its weights.</param>
    public TermWeighting(SparseMatrix documents, SimilarityMeasure measure, double k1, double b)
    {
        (_measure, _k1, _b) = (measure, k1, b);
        _inverseFrequencies = Array.ConvertAll(documents.ColumnLengths(), count => Math.Max(0, Math.Log((double)documents.Rows / (1 + count))));
        var length = 0.0;
        foreach (var weight in documents.Values)
        {
            length += weight;
        }

        // Where nothing was said, any length is as good as another, but not 0 / 0.
        _averageLength = length > 0 ? length / documents.Rows : 1;
    }

    /// <summary>Every document weighted.</summary>
    public SparseMatrix Apply(SparseMatrix documents)
    {
        if (_measure == SimilarityMeasure.Cosine)
        {
            return documents;
        }

        var values = new float[documents.NonZeros];
        for (var document = 0; document < documents.Rows; document++)
        {
            var entries = documents.RowOffsets[document]..documents.RowOffsets[document + 1];
            Weigh(documents.ColumnIndices[entries], documents.Values[entries], values.AsSpan(entries));
        }

        return documents.WithValues(values);
    }

    /// <summary>Weighs one document.</summary>
    /// <param name="terms">Its words, each known.</param>
    /// <param name="weights">How often it says them.</param>
    /// <param name="weighted">Receives as many numbers; may be <paramref name="weights"/> itself.</param>
    public void Weigh(ReadOnlySpan<int> terms, ReadOnlySpan<float> weights, Span<float> weighted)
    {
        switch (_measure)
        {
            case SimilarityMeasure.Cosine:
                weights.CopyTo(weighted);
                break;
            case SimilarityMeasure.TfIdf:
                for (var entry = 0; entry < terms.Length; entry++)
                {
                    weighted[entry] = (float)(Math.Sqrt(weights[entry]) * _inverseFrequencies[terms[entry]]);
                }

                break;
            default:
                var saturation = _k1 * (1 - _b + _b * Length(weights) / _averageLength);
                for (var entry = 0; entry < terms.Length; entry++)
                {
                    weighted[entry] = (float)(weights[entry] * (_k1 + 1) / (saturation + weights[entry]) * _inverseFrequencies[terms[entry]]);
                }

                break;
        }
    }

    private static double Length(ReadOnlySpan<float> weights)
    {
        var length = 0.0;
        foreach (var weight in weights)
        {
            length += weight;
        }

        return length;
    }
}

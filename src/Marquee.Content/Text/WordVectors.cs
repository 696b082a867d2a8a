using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>A vector for every word, met or not: near where words stand in the same company. Immutable.</summary>
public sealed class WordVectors
{
    /// <summary>Takes over the vectors of units.</summary>
    /// <param name="vocabulary">The units.</param>
    /// <param name="units">A row for each unit, <c>units x dimensions</c>.</param>
    internal WordVectors(SubwordVocabulary vocabulary, DenseMatrix units) => (Vocabulary, Units) = (vocabulary, units);

    /// <summary>The words and their pieces.</summary>
    public SubwordVocabulary Vocabulary { get; }

    /// <summary>The vectors of units, <c>units x dimensions</c>. Read, do not write.</summary>
    public DenseMatrix Units { get; }

    /// <summary>Numbers in a vector.</summary>
    public int Dimensions => Units.Columns;

    /// <summary>Writes the vector of a word: the mean of those of its units; zeros where it has none.</summary>
    /// <param name="word">A word as <see cref="Tokenizer"/> gives it.</param>
    /// <param name="vector">Receives as many numbers as there are dimensions.</param>
    public void VectorOf(string word, Span<float> vector) => Mean(Vocabulary.UnitsOf(word), vector);

    /// <summary>The known words nearest to one by cosine, nearest first, without itself. O(words x dimensions).</summary>
    /// <param name="word">A word, known or not.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<string> Nearest(string word, int count)
    {
        ArgumentNullException.ThrowIfNull(word);
        var own = new float[Dimensions];
        VectorOf(word, own);
        var embedding = new ItemEmbedding("words", new IdMap(Vocabulary.Words), KnownWords());
        return [.. embedding.Nearest(own, count, Vocabulary.IndexOf(word)).Select(near => Vocabulary.Words[near.Item])];
    }

    /// <summary>The vectors of the known words, <c>words x dimensions</c>.</summary>
    public DenseMatrix KnownWords()
    {
        var vectors = new DenseMatrix(Vocabulary.Words.Count, Dimensions);
        for (var word = 0; word < vectors.Rows; word++)
        {
            Mean(Vocabulary.UnitsOf(Vocabulary.Words[word]), vectors.Row(word));
        }

        return vectors;
    }

    /// <summary>Writes vocabulary and vectors.</summary>
    /// <param name="writer">Where to.</param>
    public void Save(ArtifactWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Vocabulary.Save(writer);
        writer.Properties["dimensions"] = Dimensions;
        writer.Write("units", Units.Span, Units.Rows, Units.Columns);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">Something is missing or does not fit together.</exception>
    public static WordVectors Load(ArtifactReader reader)
    {
        var vocabulary = SubwordVocabulary.Load(reader);
        var dimensions = reader.IntProperty("dimensions");
        return new WordVectors(vocabulary, new DenseMatrix(vocabulary.UnitCount, dimensions, reader.ReadFloats("units", vocabulary.UnitCount, dimensions)));
    }

    private void Mean(IReadOnlyList<int> units, Span<float> vector)
    {
        vector.Clear();
        foreach (var unit in units)
        {
            VectorLoops.AddScaled(1f / units.Count, Units.Row(unit), vector);
        }
    }
}

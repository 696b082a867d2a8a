using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>Reads texts as <see cref="TextPretrainer"/> taught it, without having been told what they are for. Immutable; the start of what is trained for a task.</summary>
public sealed class TextEncoder
{
    private const int TextsAtOnce = 64;

    private readonly TextNetwork _network;

    internal TextEncoder(WordVectors vectors, TextEncoderOptions options, ParameterSet parameters, TextNetwork network)
    {
        (Vectors, Options, Parameters, _network) = (vectors, options, parameters, network);
    }

    /// <summary>The word vectors below it.</summary>
    public WordVectors Vectors { get; }

    /// <summary>How it was made.</summary>
    public TextEncoderOptions Options { get; }

    /// <summary>Numbers of a text's vector: those of its words, and those of its words in context.</summary>
    public int Dimensions => 2 * Vectors.Dimensions;

    /// <summary>What was learned.</summary>
    internal ParameterSet Parameters { get; }

    /// <summary>The words of a text as it reads them.</summary>
    internal WordSequence Words(string? text) => WordSequence.Of(text, Vectors.Vocabulary, Options.MaximumLength);

    /// <summary>
    /// A vector for each text: the mean of its words and the mean of its words in context, each word weighted by its rarity <c>a / (a + share of the corpus)</c> with <c>a = 0.001</c>, less the mean over these texts; zeros for a text without words.
    /// </summary>
    /// <remarks>Weights after Arora, Liang and Ma, A Simple but Tough-to-Beat Baseline for Sentence Embeddings, 2017. Both halves have length 1 before the mean is taken away.</remarks>
    /// <param name="texts">The texts; null for one that is not there.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <returns><c>texts x <see cref="Dimensions"/></c>.</returns>
    public DenseMatrix Embed(IReadOnlyList<string?> texts, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var result = new DenseMatrix(texts.Count, Dimensions);
        ParallelBlocks.For(texts.Count, TextsAtOnce, maxDegreeOfParallelism, () => (Tape: new Tape(Parameters), Places: new TextPlaces(Vectors)), (start, end, _, scratch) =>
        {
            scratch.Places.Clear();
            for (var text = start; text < end; text++)
            {
                scratch.Places.Add(Words(texts[text]));
            }

            if (scratch.Places.PlaceCount > 0)
            {
                scratch.Tape.Reset(recording: false);
                var (words, read) = _network.Read(scratch.Tape, scratch.Places);
                Pool(scratch.Places, words, result.Slice(start, end - start), 0);
                Pool(scratch.Places, read, result.Slice(start, end - start), Vectors.Dimensions);
            }
        });
        Centre(result);
        return result;
    }

    /// <summary>Writes everything.</summary>
    /// <param name="writer">Where to.</param>
    public void Save(ArtifactWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var properties = writer.Properties;
        (properties["kind"], properties["blocks"], properties["heads"], properties["maximumLength"]) = ("text-encoder", Options.Blocks, Options.Heads, Options.MaximumLength);
        Vectors.Save(writer.Part("words"));
        ParameterArrays.Write(writer, Parameters);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">Something is missing or does not fit together.</exception>
    public static TextEncoder Load(ArtifactReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var vectors = WordVectors.Load(reader.Part("words"));
        var options = new TextEncoderOptions { Blocks = reader.IntProperty("blocks"), Heads = reader.IntProperty("heads"), MaximumLength = reader.IntProperty("maximumLength") };
        options.Validate(vectors.Dimensions);
        var parameters = new ParameterSet(new SplittableRandom(0));
        var network = new TextNetwork(parameters, vectors, options);
        ParameterArrays.Read(reader, parameters);
        return new TextEncoder(vectors, options, parameters, network);
    }

    private void Pool(TextPlaces places, Tensor read, DenseMatrix target, int column)
    {
        var counts = Vectors.Vocabulary.Counts;
        var share = 0.001 * Vectors.Vocabulary.TotalCount;
        for (var text = 0; text < places.Count; text++)
        {
            var vector = target.Row(text).Slice(column, Vectors.Dimensions);
            for (var place = places.Offsets[text]; place < places.Offsets[text + 1]; place++)
            {
                var word = places.Rows[place];
                VectorLoops.AddScaled((float)(share / (share + (word < 0 ? 1 : counts[word]))), read.Values.Slice(place * Vectors.Dimensions, Vectors.Dimensions), vector);
            }

            var length = MathF.Sqrt(VectorLoops.Dot(vector, vector));
            foreach (ref var value in vector)
            {
                value /= length > 0 ? length : 1;
            }
        }
    }

    private static void Centre(DenseMatrix vectors)
    {
        var (sum, known) = (new float[vectors.Columns], 0);
        for (var row = 0; row < vectors.Rows; row++)
        {
            VectorLoops.AddScaled(1, vectors.Row(row), sum);
            known += vectors.Row(row).ContainsAnyExcept(0f) ? 1 : 0;
        }

        for (var row = 0; row < vectors.Rows; row++)
        {
            // A single text has nothing to be told apart from.
            if (known > 1 && vectors.Row(row).ContainsAnyExcept(0f))
            {
                VectorLoops.AddScaled(-1f / known, sum, vectors.Row(row));
            }
        }
    }
}

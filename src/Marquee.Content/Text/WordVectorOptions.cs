namespace Marquee.Content;

/// <summary>Options of <see cref="WordVectorTrainer"/> and of the vocabulary under it.</summary>
public sealed record WordVectorOptions
{
    /// <summary>Numbers in a vector, 1 to 1024. Default 128.</summary>
    public int Dimensions { get; init; } = 128;

    /// <summary>A word that stands fewer times in the corpus has no unit of its own, only those of its pieces; at least 1. Default 3.</summary>
    public int MinimumCount { get; init; } = 3;

    /// <summary>Letters of the shortest pieces, from 1. Default 3.</summary>
    public int ShortestPiece { get; init; } = 3;

    /// <summary>Letters of the longest pieces, from <see cref="ShortestPiece"/>. Default 5.</summary>
    public int LongestPiece { get; init; } = 5;

    /// <summary>Buckets that pieces are hashed into; 0 leaves words whole. Default 32,768.</summary>
    public int Buckets { get; init; } = 1 << 15;

    /// <summary>Most words to either side that a word foretells, from 1; for each word the number is drawn evenly up to this. Default 6.</summary>
    public int Window { get; init; } = 6;

    /// <summary>Words drawn at random for each that is foretold, from 1. Default 5.</summary>
    public int Negatives { get; init; } = 5;

    /// <summary>Passes over the corpus, from 1. Default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Learning rate at the start, above 0; it falls in a straight line to 0. Default 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>A word more frequent than this share of the corpus is passed over with chance <c>1 - sqrt(share / its share)</c>, above 0; 1 passes over none. Default 0.0003.</summary>
    public double SubsamplingShare { get; init; } = 3e-4;

    /// <summary>Seed of all chance. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Refuses options outside of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public void Validate()
    {
        Check(Dimensions is >= 1 and <= 1024, nameof(Dimensions), Dimensions, "from 1 to 1024");
        Check(MinimumCount >= 1, nameof(MinimumCount), MinimumCount, "at least 1");
        Check(ShortestPiece >= 1, nameof(ShortestPiece), ShortestPiece, "at least 1");
        Check(LongestPiece >= ShortestPiece, nameof(LongestPiece), LongestPiece, $"at least {nameof(ShortestPiece)}");
        Check(Buckets >= 0, nameof(Buckets), Buckets, "at least 0");
        Check(Window >= 1, nameof(Window), Window, "at least 1");
        Check(Negatives >= 1, nameof(Negatives), Negatives, "at least 1");
        Check(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Check(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0");
        Check(SubsamplingShare is > 0 and <= 1, nameof(SubsamplingShare), SubsamplingShare, "above 0 and at most 1");
    }

    private static void Check(bool isValid, string name, double value, string range)
    {
        if (!isValid)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The {name} of word vectors is {range}.");
        }
    }
}

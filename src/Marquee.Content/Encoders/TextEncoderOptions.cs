namespace Marquee.Content;

/// <summary>Options of <see cref="TextPretrainer"/>: what reads a text, and how it is pre-trained by foretelling masked words.</summary>
public sealed record TextEncoderOptions
{
    /// <summary>Blocks of attention and network, from 1 to 12. Default 2.</summary>
    public int Blocks { get; init; } = 2;

    /// <summary>Heads of each attention; divides the dimensions of the word vectors. Default 4.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Words of a text that are read, from 1; the rest is left unread. Default 128.</summary>
    public int MaximumLength { get; init; } = 128;

    /// <summary>Share of the words that are masked, above 0 and below 1. Default 0.2.</summary>
    public double MaskedShare { get; init; } = 0.2;

    /// <summary>Only so many of the most frequent words are foretold, from 2. Default 8192.</summary>
    public int ForetoldWords { get; init; } = 8192;

    /// <summary>Share of activations that is set to zero while training, in <c>[0, 1)</c>. Default 0.1.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Passes over the corpus, from 1. Default 4.</summary>
    public int Epochs { get; init; } = 4;

    /// <summary>Largest learning rate, above 0; rises over the first twentieth and falls along a cosine. Default 0.001.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Texts in a step, from 1. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Seed of all chance. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 (the default) means one a processor. The result is the same on any number.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Refuses options outside of their range.</summary>
    /// <param name="dimensions">Dimensions of the word vectors.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public void Validate(int dimensions)
    {
        Check(Blocks is >= 1 and <= 12, nameof(Blocks), Blocks, "from 1 to 12");
        Check(Heads >= 1 && dimensions % Heads == 0, nameof(Heads), Heads, $"a divisor of the {dimensions} dimensions of the word vectors");
        Check(MaximumLength >= 1, nameof(MaximumLength), MaximumLength, "at least 1");
        Check(MaskedShare is > 0 and < 1, nameof(MaskedShare), MaskedShare, "above 0 and below 1");
        Check(ForetoldWords >= 2, nameof(ForetoldWords), ForetoldWords, "at least 2");
        Check(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "from 0 to below 1");
        Check(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Check(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0");
        Check(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        ArgumentOutOfRangeException.ThrowIfNegative(MaxDegreeOfParallelism);
    }

    private static void Check(bool isValid, string name, double value, string range)
    {
        if (!isValid)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The {name} of a text encoder is {range}.");
        }
    }
}

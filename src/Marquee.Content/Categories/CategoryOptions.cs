namespace Marquee.Content;

/// <summary>Options of <see cref="CategoryTrainer"/>: what an item encoder is made of, and how it learns categories.</summary>
public sealed record CategoryOptions
{
    /// <summary>States of each direction of the recurrent reader, from 1. Default 64.</summary>
    public int Hidden { get; init; } = 64;

    /// <summary>Numbers of the vector of a tag or of a class of metadata, from 1. Default 64.</summary>
    public int TagDimensions { get; init; } = 64;

    /// <summary>Numbers of the vector of a country, from 1. Default 16.</summary>
    public int CountryDimensions { get; init; } = 16;

    /// <summary>Whether each term has a weight of its own for each category besides. Default true.</summary>
    public bool TermWeights { get; init; } = true;

    /// <summary>Share of the words that are passed over while training, in <c>[0, 1)</c>. Default 0.3.</summary>
    public double WordDropout { get; init; } = 0.3;

    /// <summary>Share of the numbers of the item's vector that is set to zero while training, in <c>[0, 1)</c>. Default 0.5.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>Weight decay of AdamW, at least 0. Default 0.05.</summary>
    public double WeightDecay { get; init; } = 0.05;

    /// <summary>Passes over the items, from 1. Default 12.</summary>
    public int Epochs { get; init; } = 12;

    /// <summary>Largest learning rate, above 0; rises over the first twentieth and falls along a cosine. Default 0.002.</summary>
    public double LearningRate { get; init; } = 0.002;

    /// <summary>Items in a step, from 1. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Seed of all chance. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 (the default) means one a processor. The result is the same on any number.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Refuses options outside of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public void Validate()
    {
        Check(Hidden >= 1, nameof(Hidden), Hidden, "at least 1");
        Check(TagDimensions >= 1, nameof(TagDimensions), TagDimensions, "at least 1");
        Check(CountryDimensions >= 1, nameof(CountryDimensions), CountryDimensions, "at least 1");
        Check(WordDropout is >= 0 and < 1, nameof(WordDropout), WordDropout, "from 0 to below 1");
        Check(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "from 0 to below 1");
        Check(WeightDecay >= 0 && double.IsFinite(WeightDecay), nameof(WeightDecay), WeightDecay, "at least 0");
        Check(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Check(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0");
        Check(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        ArgumentOutOfRangeException.ThrowIfNegative(MaxDegreeOfParallelism);
    }

    private static void Check(bool isValid, string name, double value, string range)
    {
        if (!isValid)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The {name} of an item encoder is {range}.");
        }
    }
}

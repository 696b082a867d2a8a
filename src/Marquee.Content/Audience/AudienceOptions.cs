using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>How <see cref="AudienceTrainer"/> learns from launches.</summary>
public sealed record AudienceOptions
{
    /// <summary>What estimates may look at. Default: everything.</summary>
    public AudienceInputs Inputs { get; init; } = AudienceInputs.All;

    /// <summary>Attributes of items that count among the metadata: as a number where all values are numbers, else word by word. Default: none besides running time and maturity, which always do.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>The models to choose from, by the error on later launches than they were trained on. Default: all three.</summary>
    public IReadOnlyList<AudienceModelKind> Models { get; init; } = [AudienceModelKind.Linear, AudienceModelKind.Trees, AudienceModelKind.Network];

    /// <summary>
    /// Where the rolling validation begins, and where each of its parts ends and the next begins: launches of each part are estimated from those before it. Empty (the default) cuts behind 70%, 80% and 90% of the launches.
    /// </summary>
    public IReadOnlyList<DateOnly> Cuts { get; init; } = [];

    /// <summary>Days after a launch until its audience is known in full. In the rolling validation, launches that were younger at a cut are not learned from, as they could not be on that day. Default 0; at least 0.</summary>
    public int DaysUntilKnown { get; init; }

    /// <summary>Comparables of an estimate at most. Default 10; at least 0.</summary>
    public int Comparables { get; init; } = 10;

    /// <summary>Item features that count where the items carry them (<see cref="Marquee.Data.Item.Features"/>): vectors of an encoder of summaries count with the summary, those of a graph with the graph. Default: <c>text</c> and <c>graph</c>.</summary>
    public IReadOnlyDictionary<string, AudienceInputs> Features { get; init; } = new Dictionary<string, AudienceInputs> { [ItemEmbedding.Text] = AudienceInputs.Summary, [ItemEmbedding.Graph] = AudienceInputs.Graph };

    /// <summary>Which of tags, summary and facts are read term by term as well (TF-IDF, then a singular value decomposition); of the others only <see cref="Features"/> tell anything to the models. Comparables are found by terms in any case. Default: all.</summary>
    public AudienceInputs Terms { get; init; } = AudienceInputs.All;

    /// <summary>Dimensions that tags, summaries and facts are each brought to. Default 16; at least 1.</summary>
    public int Dimensions { get; init; } = 16;

    /// <summary>What countries are like, where it is known from elsewhere; nothing to learn it from the launches.</summary>
    public CountrySpace? Countries { get; init; }

    /// <summary>Share of launches that lie within the interval. Default 0.8; between 0 and 1.</summary>
    public double Level { get; init; } = 0.8;

    /// <summary>Whether audiences are whole numbers, such as people: ends of intervals are then rounded outwards, so that intervals of very small audiences hold more than <see cref="Level"/>. Default false.</summary>
    public bool WholeNumbers { get; init; }

    /// <summary>How trees are boosted; the fewest rows of a side count items, not their countries.</summary>
    public BoostingOptions Boosting { get; init; } = new() { Trees = 150, LearningRate = 0.05, MaximumLeaves = 8, MinimumRows = 15, RowFraction = 0.7, FeatureFraction = 0.5 };

    /// <summary>How the network is trained.</summary>
    public AudienceNetworkOptions Network { get; init; } = new() { Epochs = 20, Members = 2 };

    /// <summary>How much large weights of the linear model cost at least; where there are few items for so many features it is more.</summary>
    public double Regularization { get; init; } = 0.05;

    /// <summary>Seed of all chance.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 means one a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }
}

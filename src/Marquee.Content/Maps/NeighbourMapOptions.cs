namespace Marquee.Content;

/// <summary>How <see cref="NeighbourMap"/> lays out items.</summary>
public sealed record NeighbourMapOptions
{
    /// <summary>How many neighbours an item holds on to, roughly: the exponential of the entropy of its neighbours' shares. Default 30; at least 1; a third of the other items at most, where there are few.</summary>
    public double Perplexity { get; init; } = 30;

    /// <summary>Factor of the attraction while the coarse order is found. Default 12; at least 1.</summary>
    public double Exaggeration { get; init; } = 12;

    /// <summary>Steps with exaggerated attraction. Default 250.</summary>
    public int ExaggeratedIterations { get; init; } = 250;

    /// <summary>Steps after those. Default 500.</summary>
    public int Iterations { get; init; } = 500;

    /// <summary>Length of a step; 0 for the number of items divided by the exaggeration in force. Default 0.</summary>
    public double LearningRate { get; init; }

    /// <summary>How the forces of repulsion are computed. Default: by the number of items.</summary>
    public MapForm Form { get; init; } = MapForm.Automatic;

    /// <summary>For <see cref="MapForm.BarnesHut"/>: a group counts as one item where its width is less than this times its distance. Default 0.5; 0 is exact.</summary>
    public double Angle { get; init; } = 0.5;

    /// <summary>For <see cref="MapForm.Grid"/>: distance between nodes, in units of the map, where forces change most within about 1. Default 0.35; finer is more exact and slower.</summary>
    public double GridSpacing { get; init; } = 0.35;

    /// <summary>Seed of the tree's choices and of the small shifts that keep equal items apart.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 means one a processor. The map is the same bits on any number.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Refuses what lies outside its range.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range; the message says which and what would be right.</exception>
    internal void Check()
    {
        Require(Perplexity is >= 1 and <= 1000, nameof(Perplexity), Perplexity, "from 1 to 1000");
        Require(Exaggeration is >= 1 and <= 1000, nameof(Exaggeration), Exaggeration, "from 1 to 1000");
        Require(ExaggeratedIterations is >= 0 and <= 1_000_000, nameof(ExaggeratedIterations), ExaggeratedIterations, "from 0 to 1000000");
        Require(Iterations is >= 0 and <= 1_000_000, nameof(Iterations), Iterations, "from 0 to 1000000");
        Require(LearningRate is >= 0 and < double.PositiveInfinity, nameof(LearningRate), LearningRate, "a number from 0 on");
        Require(Enum.IsDefined(Form), nameof(Form), Form, "one of " + string.Join(", ", Enum.GetNames<MapForm>()));
        Require(Angle is >= 0 and <= 0.7, nameof(Angle), Angle, "from 0 to 0.7, so that no group counts an item against itself");
        Require(GridSpacing is >= 0.05 and <= 2, nameof(GridSpacing), GridSpacing, "from 0.05 to 2");
        Require(MaxDegreeOfParallelism >= 0, nameof(MaxDegreeOfParallelism), MaxDegreeOfParallelism, "at least 0");

        static void Require(bool holds, string name, object value, string range)
        {
            if (!holds)
            {
                throw new ArgumentException($"{name} must be {range}; given: {value}.", name);
            }
        }
    }
}

namespace Marquee.Data;

/// <summary>A public data set: what it is, under which terms, and where its publisher keeps it. Marquee carries these facts, never the data.</summary>
public sealed record PublicDataset
{
    /// <summary>The name after <c>data get</c>, and of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it; benchmark suites name it by this.</summary>
    public required string Title { get; init; }

    /// <summary>What it holds, in one line.</summary>
    public required string Summary { get; init; }

    /// <summary>Number of users.</summary>
    public required int Users { get; init; }

    /// <summary>Number of items.</summary>
    public required int Items { get; init; }

    /// <summary>Number of interactions.</summary>
    public required long Interactions { get; init; }

    /// <summary>The terms.</summary>
    public required DatasetLicence Licence { get; init; }

    /// <summary>The publisher's page about it.</summary>
    public required Uri Page { get; init; }

    /// <summary>What is downloaded.</summary>
    public required IReadOnlyList<DatasetPart> Parts { get; init; }

    /// <summary>For a set in two files of lists: the training file, relative to the folder.</summary>
    public string? TrainFile { get; init; }

    /// <summary>For a set in two files of lists: the test file, relative to the folder.</summary>
    public string? TestFile { get; init; }

    /// <summary>About how many bytes are downloaded.</summary>
    public long ApproximateBytes => Parts.Sum(part => part.ApproximateBytes);
}

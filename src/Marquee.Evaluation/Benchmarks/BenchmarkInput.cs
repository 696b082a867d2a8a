namespace Marquee.Evaluation;

/// <summary>Where a suite finds its data.</summary>
/// <param name="Folder">The folder of the data set, or the one that holds it.</param>
/// <param name="TrainFile">The training file, for suites that take files.</param>
/// <param name="TestFile">The test file, for suites that take files.</param>
public sealed record BenchmarkInput(string? Folder = null, string? TrainFile = null, string? TestFile = null);

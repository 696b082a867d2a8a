using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>Where a study's options are judged: splits inside the training part of a protocol or of a benchmark, never its test.</summary>
public sealed class TuningData
{
    private TuningData(string name, IReadOnlyList<Experiment> experiments, IReadOnlyList<Experiment> fresh)
    {
        Name = name;
        Experiments = experiments;
        Fresh = fresh;
        IsFresh = !experiments[0].Tasks[0].Cases.Select(Question).SequenceEqual(fresh[0].Tasks[0].Cases.Select(Question));

        static (int User, ValueList<int> Relevant) Question(RankingCase one) => (one.User, [.. one.Relevant.Span]);
    }

    /// <summary>Where they come from, in words: <c>protocol random</c>.</summary>
    public string Name { get; }

    /// <summary>The splits that the trials are measured on, each with one task.</summary>
    public IReadOnlyList<Experiment> Experiments { get; }

    /// <summary>As many splits again, that no trial is measured on, to see whether the best options are better there too.</summary>
    public IReadOnlyList<Experiment> Fresh { get; }

    /// <summary>Whether <see cref="Fresh"/> asks for other items; where the protocol draws nothing by chance it asks the same with another seed of the training.</summary>
    public bool IsFresh { get; }

    /// <summary>Validation data of a protocol: its splitter, applied several times to the training part of one split of its own.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="snapshot">All data.</param>
    /// <param name="seed">Seed of the protocol, whose test of the same seed is never seen; the first validation split is that of <see cref="EvaluationProtocol.ValidationTask"/>.</param>
    /// <param name="splits">How many validation splits, at least 1.</param>
    /// <exception cref="InvalidDataException">The data have no times and the protocol needs them, or nothing can be held out.</exception>
    public static TuningData Of(EvaluationProtocol protocol, Snapshot snapshot, ulong seed, int splits)
    {
        var train = protocol.Task(snapshot, seed).Train;
        return Of($"protocol {protocol.Name}", splits, draw => new Experiment(seed + draw, protocol.Task(train, InnerSplit.Seed(seed + draw))));
    }

    /// <summary>Validation data of a benchmark: <see cref="RankingSuite.Validation"/> of several seeds.</summary>
    /// <param name="suite">The benchmark.</param>
    /// <param name="input">Where its data are.</param>
    /// <param name="seed">The first seed; further splits count up from it, each inside the training part of the suite's split of the same seed.</param>
    /// <param name="splits">How many validation splits, at least 1.</param>
    /// <param name="variant">Which of the suite's tasks; nothing for its first.</param>
    /// <exception cref="DatasetException">The data are not there or not as they should be.</exception>
    /// <exception cref="Recommenders.OptionException">The suite has no such variant.</exception>
    public static TuningData Of(RankingSuite suite, BenchmarkInput input, ulong seed, int splits, string? variant = null) =>
        Of($"benchmark {suite.Name}", splits, draw => new Experiment(seed + draw, suite.Validation(input, seed + draw, variant).Tasks[0]));

    private static TuningData Of(string name, int splits, Func<ulong, Experiment> draw)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(splits, 1);
        Experiment[] all = [.. Enumerable.Range(0, 2 * splits).Select(number => draw((ulong)number))];
        return new TuningData(all[0].Tasks[0].Variant is { } variant ? $"{name}, {variant}" : name, all[..splits], all[splits..]);
    }

    /// <summary>SHA-256 of everything that models can learn from and are asked, by which a study is known again.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var experiment in Experiments)
        {
            Add<ulong>([experiment.Seed]);
            SnapshotFingerprint.AddTo(hash, experiment.Train);
            foreach (var one in experiment.Tasks[0].Cases)
            {
                Add<int>([one.User, one.History.Count, one.Relevant.Length, one.Candidates.Length]);
                Add(one.History.Items);
                Add(one.History.Weights);
                Add(one.Relevant.Span);
                Add(one.Candidates.Span);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add<T>(ReadOnlySpan<T> numbers)
            where T : struct => hash.AppendData(MemoryMarshal.AsBytes(numbers));
    }
}

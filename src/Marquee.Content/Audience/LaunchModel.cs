using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>An encoder and models over what it encodes, learned from some launches: what every estimate starts from.</summary>
internal sealed class LaunchModel
{
    private const int Folds = 3;

    private readonly AudienceOptions _options;
    private readonly DenseMatrix _table;
    private readonly int _items;

    /// <summary>Encodes launches.</summary>
    public LaunchModel(IReadOnlyList<AudienceLaunch> launches, AudienceOptions options)
    {
        _options = options;
        Launches = launches;
        // Countries of one item tell no more of its own features than one of them.
        _items = launches.Select(launch => launch.Item.Id).Distinct().Count();
        Encoder = LaunchEncoder.Learn(launches, options);
        _table = Encoder.Encode(launches);
        Targets = [.. launches.Select(launch => (float)Math.Log(1 + launch.Audience))];
    }

    /// <summary>The launches it learns from.</summary>
    public IReadOnlyList<AudienceLaunch> Launches { get; }

    /// <summary>Logarithm of 1 and the audience, by launch.</summary>
    public float[] Targets { get; }

    /// <summary>Launches as numbers.</summary>
    public LaunchEncoder Encoder { get; }

    /// <summary>Trains a model on all launches.</summary>
    public IAudienceModel Train(AudienceModelKind kind, CancellationToken cancellationToken) => Train(kind, _table, Targets, cancellationToken);

    /// <summary>What a model expects of each launch that it was not trained on: it is trained on two thirds of the items and asked about the others, three times.</summary>
    public float[] ExpectUnseen(AudienceModelKind kind, CancellationToken cancellationToken)
    {
        var order = Launches.Select(launch => launch.Item.Id).Distinct().ToArray();
        new SplittableRandom(_options.Seed).Split("folds").Shuffle<string>(order);
        var foldOf = order.Select((id, at) => (id, at)).ToDictionary(pair => pair.id, pair => pair.at % Folds);
        var expected = new float[Launches.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            int[] train = [.. Enumerable.Range(0, Launches.Count).Where(row => foldOf[Launches[row].Item.Id] != fold)];
            var part = new DenseMatrix(train.Length, _table.Columns);
            for (var row = 0; row < train.Length; row++)
            {
                _table.Row(train[row]).CopyTo(part.Row(row));
            }

            var model = Train(kind, part, [.. train.Select(row => Targets[row])], cancellationToken);
            for (var row = 0; row < Launches.Count; row++)
            {
                if (foldOf[Launches[row].Item.Id] == fold)
                {
                    expected[row] = (float)model.Predict(_table.Row(row));
                }
            }
        }

        return expected;
    }

    private IAudienceModel Train(AudienceModelKind kind, DenseMatrix table, float[] targets, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return kind switch
        {
            AudienceModelKind.Linear => LinearAudienceModel.Train(table, targets, Math.Max(_options.Regularization, (double)table.Columns / _items)),
            AudienceModelKind.Trees => TreeAudienceModel.Boost(table, targets, _options.Boosting with { MinimumRows = _options.Boosting.MinimumRows * Math.Max(1, Launches.Count / _items), Seed = _options.Seed, MaxDegreeOfParallelism = _options.MaxDegreeOfParallelism }),
            _ => NetworkAudienceModel.Train(table, targets, _options.Network with { Seed = _options.Seed }, cancellationToken),
        };
    }
}

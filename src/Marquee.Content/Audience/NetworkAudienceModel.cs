using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>A network of one hidden layer trained on squared error: the source task (metadata, tags, summary, country) -> audience.</summary>
/// <remarks>Features are scaled to mean 0 and deviation 1, missing ones to 0; targets likewise. Several networks from different starts are averaged, which on few launches is worth more than any of their options.</remarks>
public sealed class NetworkAudienceModel : IAudienceModel
{
    private readonly FeatureScale _scale;
    private readonly FeedForward[] _members;
    private readonly double _mean;
    private readonly double _deviation;

    private NetworkAudienceModel(FeatureScale scale, FeedForward[] members, double mean, double deviation)
    {
        _scale = scale;
        _members = members;
        _mean = mean;
        _deviation = deviation;
    }

    /// <inheritdoc/>
    public string Name => "network";

    /// <summary>Trains.</summary>
    /// <param name="table">Features in columns, NaN where not known.</param>
    /// <param name="targets">A target for each row.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <exception cref="ArgumentException">There are no rows, or not one target for each.</exception>
    public static NetworkAudienceModel Train(DenseMatrix table, ReadOnlySpan<float> targets, AudienceNetworkOptions options, CancellationToken cancellationToken = default)
    {
        AudienceTargets.Check(table, targets);
        var scale = new FeatureScale(table);
        var scaled = scale.Apply(table);
        var mean = AudienceTargets.Mean(targets);
        var squares = 0.0;
        foreach (var target in targets)
        {
            squares += (target - mean) * (target - mean);
        }

        var deviation = Math.Max(1e-6, Math.Sqrt(squares / targets.Length));
        var unit = new float[targets.Length];
        for (var row = 0; row < unit.Length; row++)
        {
            unit[row] = (float)((targets[row] - mean) / deviation);
        }

        var seeds = new SplittableRandom(options.Seed).Split("audience network");
        var networks = new FeedForward[options.Members];
        for (var member = 0; member < options.Members; member++)
        {
            var seed = seeds.Split((ulong)member);
            var parameters = new ParameterSet(seed.Split("start"));
            networks[member] = new FeedForward(parameters, "audience", Activation.Relu, options.Dropout, table.Columns, options.Hidden, 1);
            new Learner(parameters, new Task(scaled, unit, networks[member], options.BatchSize), new Adam { LearningRate = options.LearningRate, WeightDecay = options.WeightDecay }, new LearnerOptions
            {
                Epochs = options.Epochs,
                Schedule = LearningRateSchedule.Cosine(),
                MaximumGradientNorm = 1,
                Seed = seed.NextUInt64(),
                // A step is one slice.
                MaxDegreeOfParallelism = 1,
            }).Run(cancellationToken);
        }

        return new NetworkAudienceModel(scale, networks, mean, deviation);
    }

    /// <inheritdoc/>
    public double Predict(ReadOnlySpan<float> features)
    {
        var scaled = new float[_scale.Features];
        _scale.Apply(features, scaled);
        return _mean + (_deviation * _members.Average(member => Output(member, scaled)));
    }

    private static double Output(FeedForward network, float[] input)
    {
        var (hidden, output) = (network.Layers[0], network.Layers[1]);
        var units = hidden.Bias.Values.ToArray();
        var weights = hidden.Weights.Values;
        for (var feature = 0; feature < input.Length; feature++)
        {
            var own = weights.Slice(feature * units.Length, units.Length);
            for (var unit = 0; unit < units.Length; unit++)
            {
                units[unit] += input[feature] * own[unit];
            }
        }

        var sum = (double)output.Bias.Values[0];
        for (var unit = 0; unit < units.Length; unit++)
        {
            sum += Math.Max(0, units[unit]) * output.Weights.Values[unit];
        }

        return sum;
    }

    private sealed class Task(DenseMatrix table, float[] targets, FeedForward network, int batchSize) : ILearningTask
    {
        private readonly int[] _order = [.. Enumerable.Range(0, table.Rows)];
        private readonly float[] _rows = new float[batchSize * table.Columns];
        private readonly float[] _targets = new float[batchSize];
        private int _start;

        public int MaximumSlices => 1;

        public int BeginEpoch(int epoch, SplittableRandom random)
        {
            _order.AsSpan().Sort();
            random.Shuffle(_order.AsSpan());
            return (table.Rows + batchSize - 1) / batchSize;
        }

        public int BeginStep(int step)
        {
            _start = step * batchSize;
            return 1;
        }

        public Tensor Loss(Tape tape, int slice)
        {
            var count = Math.Min(batchSize, table.Rows - _start);
            for (var index = 0; index < count; index++)
            {
                var row = _order[_start + index];
                table.Row(row).CopyTo(_rows.AsSpan(index * table.Columns));
                _targets[index] = targets[row];
            }

            var output = network.Apply(tape, tape.Input(new TensorShape(count, table.Columns), _rows.AsSpan(0, count * table.Columns)));
            return tape.Scale(tape.SquaredError(output, _targets.AsSpan(0, count)), 1f / batchSize);
        }
    }
}

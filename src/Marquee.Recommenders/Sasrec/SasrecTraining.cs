using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>What <see cref="SasrecTrainer"/> trains: the parameters, the task, how the training goes, and the model as far as it has come.</summary>
internal sealed class SasrecTraining
{
    private const double WarmUpShare = 0.05;

    // Longer gradients than this come with a bad batch; most are far shorter.
    private const double MaximumGradientNorm = 5;

    // The moving average reaches back over the last part of the training, when steps are short.
    private const double AveragedShare = 1.0 / 30;

    private static readonly ItemAttribute[] Kinds =
        [ItemAttribute.Category, ItemAttribute.Label, ItemAttribute.Country, ItemAttribute.Language, ItemAttribute.Kind, ItemAttribute.Decade];

    private readonly SasrecOptions _options;
    private readonly ItemSequences _sequences;
    private readonly bool _knowsTimes;
    private readonly Parameter _items;
    private readonly Parameter? _attributes;
    private readonly SparseMatrix? _attributesOfItems;
    private readonly float[] _shares = [];
    private readonly SasrecValidation? _validation;

    public SasrecTraining(Snapshot snapshot, SasrecOptions options, ulong seed)
    {
        _options = options;
        _sequences = ItemSequences.Of(snapshot);
        _knowsTimes = _sequences.Times.Any(time => time != EventLog.NoTime);
        Parameters = new ParameterSet(new SplittableRandom(seed).Split("parameters"));
        _items = Parameters.AddNormal(SasrecModel.Items, new TensorShape(_sequences.ItemCount, options.Factors), SasrecNetwork.InitialDeviation);
        var network = new SasrecNetwork(Parameters, options, _knowsTimes);
        if (options.ItemAttributes && ItemAttributeTable.Of(snapshot.Items, Kinds) is { Names.Count: > 0 } table)
        {
            _attributes = Parameters.AddNormal("attributes", new TensorShape(table.Names.Count, options.Factors), SasrecNetwork.InitialDeviation);
            _attributesOfItems = table.Items.Transpose();
            _shares = [.. Enumerable.Range(0, _sequences.ItemCount).SelectMany(item => Enumerable.Repeat(1f / _attributesOfItems.RowLength(item), _attributesOfItems.RowLength(item)))];
        }

        _validation = options.Patience > 0 && new SasrecValidation(_sequences, new SplittableRandom(seed).Split("validation")) is { IsEmpty: false } validation ? validation : null;
        Task = new SasrecTask(_sequences, _validation?.Ends() ?? _sequences.Ends, options, network, Table);
        if (IsEmpty)
        {
            // There is nothing to choose from: all items score the same.
            _items.Values.Clear();
            _attributes?.Values.Clear();
        }
    }

    public ParameterSet Parameters { get; }

    public SasrecTask Task { get; }

    /// <summary>Whether there is nothing to learn from, or nothing to choose from.</summary>
    public bool IsEmpty => Task.UserCount == 0 || _sequences.ItemCount < 2;

    public LearnerOptions LearnerOptions(TrainingContext context)
    {
        var steps = (double)Task.StepsOfPass * _options.Epochs;
        return context.ForLearner(new LearnerOptions
        {
            Epochs = _options.Epochs,
            Schedule = LearningRateSchedule.Cosine().AfterWarmUp((int)Math.Ceiling(WarmUpShare * steps)),
            MaximumGradientNorm = MaximumGradientNorm,
            AverageDecay = 1 - (1 / Math.Max(2, AveragedShare * steps)),
            Validation = _validation is null ? null : _ => _validation.Score(Model()),
            Patience = _validation is null ? 0 : _options.Patience,
        });
    }

    /// <summary>The model of the parameters as they stand.</summary>
    public SasrecModel Model()
    {
        var tape = new Tape(Parameters);
        tape.Reset(recording: false);
        return SasrecModel.Of(_options, Parameters, new DenseMatrix(_sequences.ItemCount, _options.Factors, Table(tape).Values.ToArray()), _knowsTimes);
    }

    /// <summary>What describes each item: numbers of its own, and the mean of those of its attributes.</summary>
    private Tensor Table(Tape tape)
    {
        var own = tape.Use(_items);
        return _attributes is null ? own : tape.Add(own, tape.SegmentSum(_attributes, _attributesOfItems!.ColumnIndices, _attributesOfItems.RowOffsets, _shares));
    }
}

using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>The parameters of a multitask model, and how scores are computed with them on a tape.</summary>
/// <remarks>
/// An item has a row of <see cref="Sources"/> for being in a history and a row of <see cref="Targets"/> for being wanted; both heads use them, and the rating task too. Each head makes what it needs of the sum of a
/// history's sources.
/// </remarks>
internal sealed class MultitaskNetwork
{
    /// <summary>Factor of the network's profile at the start: it brings the sums of small vectors to where the hyperbolic tangent bends.</summary>
    private const float InitialGain = 5;

    private readonly MultitaskOptions _options;
    private readonly Parameter? _networkSources;
    private readonly Parameter? _networkTargets;
    private readonly Parameter? _gain;
    private readonly Parameter? _hiddenWeights;
    private readonly Parameter? _hiddenBiases;
    private readonly Parameter? _outputWeights;
    private readonly Parameter? _outputBiases;
    private readonly Parameter? _straightWeights;
    private readonly Parameter? _factorTask;
    private readonly Parameter? _networkTask;
    private readonly Parameter? _ratingTask;

    /// <summary>Parameters with their first values.</summary>
    public MultitaskNetwork(MultitaskOptions options, MultitaskData data, SplittableRandom random)
    {
        _options = options;
        var (items, factors) = (data.Matrix.Columns, options.Factors);
        var deviation = options.InitialDeviation / Math.Sqrt(factors);
        // With items drawn, most rows take no part in a step.
        var sparse = options.Negatives > 0;
        Parameters = new ParameterSet(random);
        Sources = Parameters.AddNormal("sources", new TensorShape(items, factors), deviation, sparse);
        Targets = Parameters.AddNormal("targets", new TensorShape(items, factors), deviation, sparse);
        if (data.ItemAttributeCount > 0)
        {
            ItemAttributes = Parameters.AddNormal("item-attributes", new TensorShape(data.ItemAttributeCount, factors), deviation);
        }

        if (data.ItemFeatures is { } features)
        {
            FeatureWeights = Parameters.AddNormal("item-features", new TensorShape(features.Columns, factors), deviation);
            HiddenItem = Parameters.AddNormal("hidden-item", new TensorShape(1, factors), deviation);
        }

        if (options.HasFactors)
        {
            FactorBiases = AddBiases("factors.biases", items, sparse);
            HiddenFactorBias = AddHiddenBias("factors.hidden-bias");
            _factorTask = AddTask("factors.task", 1);
        }

        if (options.HasNetwork)
        {
            if (options.IsSplit)
            {
                _networkSources = Parameters.AddNormal("network.sources", new TensorShape(items, factors), deviation, sparse);
                _networkTargets = Parameters.AddNormal("network.targets", new TensorShape(items, factors), deviation, sparse);
            }

            if (data.UserAttributeNames.Length > 0)
            {
                UserAttributes = Parameters.AddNormal("user-attributes", new TensorShape(data.UserAttributeNames.Length, factors), deviation);
            }

            NetworkBiases = AddBiases("network.biases", items, sparse);
            HiddenNetworkBias = AddHiddenBias("network.hidden-bias");
            SetToPopularity(NetworkBiases.Values, data);
            _gain = Parameters.AddConstant("network.gain", new TensorShape(1), InitialGain);
            _hiddenWeights = Parameters.AddGlorot("network.hidden.weights", factors, options.HiddenUnits);
            _hiddenBiases = Parameters.AddConstant("network.hidden.biases", new TensorShape(options.HiddenUnits));
            _outputWeights = Parameters.AddGlorot("network.output.weights", options.HiddenUnits, factors);
            _outputBiases = Parameters.AddConstant("network.output.biases", new TensorShape(factors));
            _straightWeights = Parameters.AddGlorot("network.straight.weights", factors, factors);
            _networkTask = AddTask("network.task", options.NetworkTaskWeight);
        }

        if (options.HasRatings)
        {
            RatingBiases = AddBiases("ratings.biases", items, sparse);
            HiddenRatingBias = AddHiddenBias("ratings.hidden-bias");
            RatingWeights = Parameters.AddGlorot("ratings.weights", factors, factors);
            RatingPresence = Parameters.AddGlorot("ratings.presence", factors, factors);
            _ratingTask = AddTask("ratings.task", options.RatingTaskWeight);
        }
    }

    /// <summary>All of them.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>What an item says of those who met it.</summary>
    public Parameter Sources { get; }

    /// <summary>What an item is to those who may want it, but for its attributes.</summary>
    public Parameter Targets { get; }

    /// <summary>The same of the network where it has its own; else those of both.</summary>
    public Parameter NetworkSources => _networkSources ?? Sources;

    /// <summary>The same of the network where it has its own; else those of both.</summary>
    public Parameter NetworkTargets => _networkTargets ?? Targets;

    /// <summary>What each attribute adds to an item's targets.</summary>
    public Parameter? ItemAttributes { get; }

    /// <summary>What each number of an item's features adds to its targets; null where items have none.</summary>
    public Parameter? FeatureWeights { get; }

    /// <summary>What stands for the targets of an item that is known by its features alone; null where items have none.</summary>
    public Parameter? HiddenItem { get; }

    /// <summary>What stands for its bias of the factor head.</summary>
    public Parameter? HiddenFactorBias { get; }

    /// <summary>What stands for its bias of the network.</summary>
    public Parameter? HiddenNetworkBias { get; }

    /// <summary>What stands for its bias of the rating task.</summary>
    public Parameter? HiddenRatingBias { get; }

    /// <summary>What each attribute of a user adds to the network's profile.</summary>
    public Parameter? UserAttributes { get; }

    /// <summary>Biases of the factor head.</summary>
    public Parameter? FactorBiases { get; }

    /// <summary>Biases of the network.</summary>
    public Parameter? NetworkBiases { get; }

    /// <summary>Biases of the rating task.</summary>
    public Parameter? RatingBiases { get; }

    /// <summary>Makes a rating profile of how much better than usual things were rated.</summary>
    public Parameter? RatingWeights { get; }

    /// <summary>Makes a rating profile of what was met at all.</summary>
    public Parameter? RatingPresence { get; }

    /// <summary>The layers of the network as matrices.</summary>
    public NetworkLayers Layers() => new(
        _hiddenWeights!.ToMatrix(), _hiddenBiases!.Values.ToArray(), _outputWeights!.ToMatrix(), _outputBiases!.Values.ToArray(), _straightWeights!.ToMatrix(), _gain!.Values[0]);

    /// <summary>Sums of the sources of histories.</summary>
    public static Tensor Profile(Tape tape, Parameter sources, ItemLists histories) => tape.SegmentSum(sources, histories.Items, histories.Offsets);

    /// <summary>Targets and what attributes and features add, for each item over which losses run.</summary>
    public Tensor ItemTable(Tape tape, Parameter targets, MultitaskSlice slice)
    {
        var table = OfRows(tape, targets, HiddenItem, slice);
        if (ItemAttributes is not null)
        {
            table = tape.Add(table, tape.SegmentSum(ItemAttributes, slice.ItemAttributes.Items, slice.ItemAttributes.Offsets));
        }

        return FeatureWeights is null ? table : tape.Add(table, tape.Multiply(Features(tape, slice), tape.Use(FeatureWeights)));
    }

    /// <summary>A bias for each item over which losses run.</summary>
    public static Tensor BiasesOf(Tape tape, Parameter biases, Parameter? hidden, MultitaskSlice slice) => OfRows(tape, biases, hidden, slice);

    /// <summary>What users want in the eyes of the network: rows to be multiplied with those of items.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="profile">Sums of the sources of histories.</param>
    /// <param name="strengths">What each profile is multiplied by; a column.</param>
    /// <param name="attributes">The users' attributes.</param>
    public Tensor Wants(Tape tape, Tensor profile, Tensor strengths, ItemLists attributes)
    {
        var user = tape.MultiplyElements(tape.MultiplyElements(profile, strengths), tape.Use(_gain!));
        if (UserAttributes is not null)
        {
            user = tape.Add(user, tape.SegmentSum(UserAttributes, attributes.Items, attributes.Offsets));
        }

        var hidden = tape.Tanh(tape.Linear(user, tape.Use(_hiddenWeights!), tape.Use(_hiddenBiases!)));
        return tape.Add(tape.Linear(hidden, tape.Use(_outputWeights!), tape.Use(_outputBiases!)), tape.Multiply(user, tape.Use(_straightWeights!)));
    }

    /// <summary>What users make of items that they rate.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="rated">Sums of the sources of rated items, each times how far its rating lies above its level, over the square root of their number.</param>
    /// <param name="met">Sums of the sources of all items, over the square root of their number.</param>
    public Tensor Opinions(Tape tape, Tensor rated, Tensor met) => tape.Add(tape.Multiply(rated, tape.Use(RatingWeights!)), tape.Multiply(met, tape.Use(RatingPresence!)));

    /// <summary>The loss of a slice: those of the tasks that are not null, each times its weight.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="factors">Loss of the factor head.</param>
    /// <param name="network">Loss of the network.</param>
    /// <param name="ratings">Loss of the rating task.</param>
    /// <param name="share">The slice's share of a whole batch.</param>
    public Tensor Sum(Tape tape, Tensor? factors, Tensor? network, Tensor? ratings, float share)
    {
        Tensor? sum = null;
        Add(factors, _factorTask, 1);
        Add(network, _networkTask, _options.NetworkTaskWeight);
        Add(ratings, _ratingTask, _options.RatingTaskWeight);
        return sum!;

        void Add(Tensor? loss, Parameter? task, double weight)
        {
            if (loss is null)
            {
                return;
            }

            // With s = log of the variance: loss * e^-s + s (Kendall, Gal and Cipolla, 2018).
            var weighted = task is null
                ? tape.Scale(loss, (float)weight)
                : tape.Add(tape.MultiplyElements(loss, tape.Exp(tape.Scale(tape.Use(task), -1))), tape.Scale(tape.Use(task), share));
            sum = sum is null ? weighted : tape.Add(sum, weighted);
        }
    }

    /// <summary>The rows of a parameter, and in the place of those of hidden items what stands for them.</summary>
    private static Tensor OfRows(Tape tape, Parameter rows, Parameter? hidden, MultitaskSlice slice)
    {
        var own = slice.IsWhole ? tape.Use(rows) : tape.Gather(rows, slice.Items);
        if (hidden is null)
        {
            return own;
        }

        var shown = tape.Input(new TensorShape(slice.RowCount, 1), slice.Shown);
        var rest = tape.Subtract(tape.Input(new TensorShape(), [1]), shown);
        return tape.Add(tape.MultiplyElements(own, shown), tape.MultiplyElements(tape.Use(hidden), rest));
    }

    private static Tensor Features(Tape tape, MultitaskSlice slice)
    {
        var features = tape.Input(new TensorShape(slice.RowCount, slice.FeaturesOf(0).Length));
        for (var row = 0; row < slice.RowCount; row++)
        {
            slice.FeaturesOf(row).CopyTo(features.Values.Slice(row * features.Shape.Columns, features.Shape.Columns));
        }

        return features;
    }

    private Parameter? AddHiddenBias(string name)
    {
        if (FeatureWeights is null)
        {
            return null;
        }

        var bias = Parameters.AddConstant(name, new TensorShape(1, 1));
        bias.HasWeightDecay = false;
        return bias;
    }

    private Parameter AddBiases(string name, int items, bool sparse)
    {
        // A column, so that rows can be gathered.
        var biases = Parameters.AddConstant(name, new TensorShape(items, 1), hasSparseGradient: sparse);
        biases.HasWeightDecay = false;
        return biases;
    }

    private Parameter? AddTask(string name, double weight) =>
        _options.TaskWeighting == TaskWeighting.Learned ? Parameters.AddConstant(name, new TensorShape(1), (float)-Math.Log(weight)) : null;

    /// <summary>The logarithm of how many met each item, around 0: what a softmax would have to learn first.</summary>
    private static void SetToPopularity(Span<float> biases, MultitaskData data)
    {
        var counts = data.Matrix.ColumnLengths();
        var mean = 0.0;
        foreach (var count in counts)
        {
            mean += Math.Log(count + 1) / counts.Length;
        }

        for (var item = 0; item < counts.Length; item++)
        {
            biases[item] = (float)(Math.Log(counts[item] + 1) - mean);
        }
    }
}

using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>The losses of a multitask model over batches of users, cut into slices.</summary>
/// <remarks>
/// Of each history a part is kept, drawn anew in each pass, and the rest is hidden. From what is kept the factor head foretells the whole history, the network and the rating task what is hidden. The factor head is
/// asked for what it sees too, as squared errors are of an autoencoder: it is what keeps scores of seen and unseen items on one scale.
/// </remarks>
internal sealed class MultitaskTask : ILearningTask
{
    // Users in a slice where the step allows it. Fewer would make the products small beside the gradients of the table that each slice writes; more would leave threads without work in small steps.
    private const int UsersOfSlice = 32;

    // Each slice has gradients of its own, as large as all parameters.
    private const int MostSlices = 16;

    // What makes the exponential of any score nothing.
    private const float Impossible = -10000;

    private readonly MultitaskData _data;
    private readonly MultitaskOptions _options;
    private readonly MultitaskNetwork _network;
    private readonly MultitaskSlice[] _slices;
    private readonly int[] _users;
    private readonly int _usersOfStep;
    private readonly int _usersOfSlice;
    private readonly SplittableRandom[] _randomOfSlices;
    private readonly SplittableRandom _randomOfStep = new(0);
    private SplittableRandom _randomOfPass = new(0);
    private int _start;
    private int _count;

    /// <summary>Prepares the slices.</summary>
    public MultitaskTask(MultitaskData data, MultitaskOptions options, MultitaskNetwork network)
    {
        _data = data;
        _options = options;
        _network = network;
        _users = [.. data.Users];
        _usersOfStep = Math.Clamp(_users.Length, 1, options.BatchSize);
        _usersOfSlice = Math.Max(UsersOfSlice, (_usersOfStep + MostSlices - 1) / MostSlices);
        MaximumSlices = (_usersOfStep + _usersOfSlice - 1) / _usersOfSlice;
        _slices = [.. Enumerable.Range(0, MaximumSlices).Select(_ => new MultitaskSlice(data, options))];
        _randomOfSlices = [.. _slices.Select(_ => new SplittableRandom(0))];
    }

    /// <inheritdoc/>
    public int MaximumSlices { get; }

    /// <inheritdoc/>
    public int BeginEpoch(int epoch, SplittableRandom random)
    {
        _randomOfPass = random.Split("kept");
        // From the same order each time, so that a pass depends on its own chance alone.
        _data.Users.CopyTo(_users, 0);
        random.Split("order").Shuffle<int>(_users);
        return (_users.Length + _options.BatchSize - 1) / _options.BatchSize;
    }

    /// <inheritdoc/>
    public int BeginStep(int step)
    {
        _randomOfStep.BeginSplit(_randomOfPass, (ulong)step);
        _start = step * _options.BatchSize;
        _count = Math.Min(_options.BatchSize, _users.Length - _start);
        return (_count + _usersOfSlice - 1) / _usersOfSlice;
    }

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, int slice)
    {
        var first = slice * _usersOfSlice;
        var users = _users.AsSpan(_start + first, Math.Min(_usersOfSlice, _count - first));
        _randomOfSlices[slice].BeginSplit(_randomOfStep, (ulong)slice);
        _slices[slice].Draw(users, _randomOfSlices[slice]);
        var (factors, network, ratings) = Losses(tape, _slices[slice]);
        return _network.Sum(tape, factors, network, ratings, (float)users.Length / _usersOfStep);
    }

    private (Tensor? Factors, Tensor? Network, Tensor? Ratings) Losses(Tape tape, MultitaskSlice examples)
    {
        // Means over the pairs that a step has on average: a sum over slices is then what a single slice would have given.
        var pairs = _usersOfStep * _data.MeanLength;
        var profile = MultitaskNetwork.Profile(tape, _network.Sources, examples.Kept);
        var table = _network.ItemTable(tape, _network.Targets, examples);
        return (
            _options.HasFactors ? OfFactors(tape, examples, profile, table, 1 / pairs) : null,
            _options.HasNetwork ? OfNetwork(tape, examples, profile, table, 1 / (pairs * _options.HistoryDropout)) : null,
            _options.HasRatings ? OfRatings(tape, examples, profile, table, 1 / (_usersOfStep * _data.MeanRated * _options.HistoryDropout)) : null);
    }

    private Tensor OfFactors(Tape tape, MultitaskSlice examples, Tensor profile, Tensor table, double scale)
    {
        var users = tape.MultiplyElements(profile, Strengths(tape, examples.Kept, _options.ProfileExponent));
        var biases = MultitaskNetwork.BiasesOf(tape, _network.FactorBiases!, _network.HiddenFactorBias, examples);
        if (!examples.IsWhole || _data.LeavesOutUnmet)
        {
            // A score times the root of a weight has a square times that weight.
            var roots = OfDrawn(tape, examples, 1, (float)Math.Sqrt(examples.DrawnWeight), 0);
            (table, biases) = (tape.MultiplyElements(table, roots), tape.MultiplyElements(biases, roots));
        }

        return tape.WholeSquaredError(users, table, biases, Rows(examples.All), Rows(examples.LeftOutOfAll), (float)_options.UnobservedWeight, scale);
    }

    private Tensor OfNetwork(Tape tape, MultitaskSlice examples, Tensor profile, Tensor table, double scale)
    {
        if (_options.IsSplit)
        {
            profile = MultitaskNetwork.Profile(tape, _network.NetworkSources, examples.Kept);
            table = _network.ItemTable(tape, _network.NetworkTargets, examples);
        }

        var wants = _network.Wants(tape, profile, Strengths(tape, examples.Kept, _options.NetworkProfileExponent), examples.UserAttributes);
        var biases = MultitaskNetwork.BiasesOf(tape, _network.NetworkBiases!, _network.HiddenNetworkBias, examples);
        if (!examples.IsWhole || _data.LeavesOutUnmet)
        {
            // The exponential of a score plus the logarithm of a weight is that of the score times the weight.
            biases = tape.Add(biases, OfDrawn(tape, examples, 0, (float)Math.Log(examples.DrawnWeight), Impossible));
        }

        return tape.MultinomialLoss(wants, table, biases, Rows(examples.Hidden), Rows(examples.LeftOutOfHidden), scale);
    }

    private Tensor OfRatings(Tape tape, MultitaskSlice examples, Tensor profile, Tensor table, double scale)
    {
        var rated = examples.Rated;
        var likings = tape.MultiplyElements(tape.SegmentSum(_network.Sources, rated.Items, rated.Offsets, rated.Values), Strengths(tape, rated, MultitaskModel.RatingExponent));
        var opinions = _network.Opinions(tape, likings, tape.MultiplyElements(profile, Strengths(tape, examples.Kept, MultitaskModel.RatingExponent)));
        return tape.WholeSquaredError(opinions, table, MultitaskNetwork.BiasesOf(tape, _network.RatingBiases!, _network.HiddenRatingBias, examples), Rows(examples.Foretold), default, 0, scale);
    }

    private static TableRows Rows(ItemLists lists) => new(lists.Offsets, lists.Items, lists.Values);

    /// <summary>A column with one number for the items that stand in the table because somebody met them, another for the drawn ones, and a third for those that are left out.</summary>
    private Tensor OfDrawn(Tape tape, MultitaskSlice examples, float ofMet, float ofDrawn, float ofLeftOut)
    {
        var column = tape.Input(new TensorShape(examples.RowCount, 1));
        for (var row = 0; row < column.Count; row++)
        {
            column.Values[row] = _data.LeavesOutUnmet && !examples.IsMet(row) ? ofLeftOut : examples.IsWhole || row < examples.MetItems ? ofMet : ofDrawn;
        }

        return column;
    }

    /// <summary>For each list <c>length^-exponent</c>, as a column.</summary>
    private static Tensor Strengths(Tape tape, ItemLists lists, double exponent)
    {
        var column = tape.Input(new TensorShape(lists.Offsets.Length - 1, 1));
        for (var row = 0; row < column.Count; row++)
        {
            column.Values[row] = MultitaskModel.Strength(lists.Offsets[row + 1] - lists.Offsets[row], exponent);
        }

        return column;
    }
}

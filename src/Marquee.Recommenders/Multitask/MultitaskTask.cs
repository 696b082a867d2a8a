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
    /// <summary>Users in a slice: enough for the products to be large beside the packing of the table and the sum of gradients, few enough for two slices in a step of the documented size.</summary>
    private const int SliceUsers = 128;

    private readonly MultitaskData _data;
    private readonly MultitaskOptions _options;
    private readonly MultitaskNetwork _network;
    private readonly MultitaskSlice[] _slices;
    private readonly int[] _users;
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
        MaximumSlices = (Math.Min(options.BatchSize, Math.Max(1, _users.Length)) + SliceUsers - 1) / SliceUsers;
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
        return (_count + SliceUsers - 1) / SliceUsers;
    }

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, int slice)
    {
        var (examples, users) = Draw(slice);
        var (factors, network, ratings) = Losses(tape, examples);
        return _network.Sum(tape, factors, network, ratings, (float)users / _count);
    }

    /// <summary>The squared errors of hidden ratings in one pass over all users, and how many ratings there were. The parameters are those at the end of training.</summary>
    public (double Sum, int Count) RatingErrors(SplittableRandom random)
    {
        var tape = new Tape(_network.Parameters);
        var (sum, count) = (0.0, 0);
        var steps = BeginEpoch(0, random);
        for (var step = 0; step < steps; step++)
        {
            var slices = BeginStep(step);
            for (var slice = 0; slice < slices; slice++)
            {
                tape.Reset(recording: false);
                var (examples, _) = Draw(slice);
                sum += Opinions(tape, examples, Profile(tape, _network.Sources, examples), TableOf(tape, _network.Targets, examples), 1).Value;
                count += examples.Foretold.Items.Length;
            }
        }

        return (sum, count);
    }

    private (MultitaskSlice Examples, int Users) Draw(int slice)
    {
        var examples = _slices[slice];
        var users = Math.Min(SliceUsers, _count - (slice * SliceUsers));
        _randomOfSlices[slice].BeginSplit(_randomOfStep, (ulong)slice);
        examples.Draw(_users.AsSpan(_start + (slice * SliceUsers), users), _randomOfSlices[slice]);
        return (examples, users);
    }

    private (Tensor? Factors, Tensor? Network, Tensor? Ratings) Losses(Tape tape, MultitaskSlice examples)
    {
        // Means over the pairs that a batch has on average: a sum over slices is then what a single slice would have given.
        var pairs = _options.BatchSize * _data.MeanLength;
        Tensor? factors = null;
        Tensor? network = null;
        Tensor? ratings = null;
        var profile = Profile(tape, _network.Sources, examples);
        var table = TableOf(tape, _network.Targets, examples);
        if (_options.HasFactors)
        {
            var all = examples.All;
            factors = tape.WholeSquaredError(
                tape.MultiplyElements(profile, Strengths(tape, examples.Kept, _options.ProfileExponent)), table, BiasesOf(tape, _network.FactorBiases!, examples),
                new TableRows(all.Offsets, all.Items), default, (float)_options.UnobservedWeight, 1 / pairs);
        }

        if (_options.HasNetwork)
        {
            var ofNetwork = _options.IsSplit ? Profile(tape, _network.NetworkSources, examples) : profile;
            var tableOfNetwork = _options.IsSplit ? TableOf(tape, _network.NetworkTargets, examples) : table;
            var wants = _network.Wants(tape, ofNetwork, Strengths(tape, examples.Kept, _options.NetworkProfileExponent), examples.Traits);
            var hidden = examples.Hidden;
            var kept = examples.KeptPlaces;
            network = tape.MultinomialLoss(
                wants, tableOfNetwork, BiasesOf(tape, _network.NetworkBiases!, examples),
                new TableRows(hidden.Offsets, hidden.Items), new TableRows(kept.Offsets, kept.Items), 1 / (pairs * _options.HistoryDropout));
        }

        if (_options.HasRatings)
        {
            ratings = Opinions(tape, examples, profile, table, 1 / (_options.BatchSize * _data.MeanRated * _options.HistoryDropout));
        }

        return (factors, network, ratings);
    }

    private Tensor Opinions(Tape tape, MultitaskSlice examples, Tensor profile, Tensor table, double scale)
    {
        var rated = examples.Rated;
        var foretold = examples.Foretold;
        var likings = tape.MultiplyElements(tape.SegmentSum(_network.Sources, rated.Items, rated.Offsets, rated.Values), Strengths(tape, rated, MultitaskModel.RatingExponent));
        var opinions = _network.Opinions(tape, likings, tape.MultiplyElements(profile, Strengths(tape, examples.Kept, MultitaskModel.RatingExponent)));
        return tape.WholeSquaredError(
            opinions, table, BiasesOf(tape, _network.RatingBiases!, examples), new TableRows(foretold.Offsets, foretold.Items, foretold.Values), default, 0, scale);
    }

    private Tensor TableOf(Tape tape, Parameter targets, MultitaskSlice examples) => _network.ItemTable(tape, targets, examples);

    private static Tensor Profile(Tape tape, Parameter sources, MultitaskSlice examples) => MultitaskNetwork.Profile(tape, sources, examples.Kept);

    private static Tensor BiasesOf(Tape tape, Parameter biases, MultitaskSlice examples) => MultitaskNetwork.BiasesOf(tape, biases, examples);

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

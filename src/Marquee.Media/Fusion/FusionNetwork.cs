using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Encoders of several modalities and what brings their vectors together, as <see cref="FusionForm"/> says. Its parameters belong to the set that it was made with.</summary>
/// <remarks>
/// <para>
/// Attention weighs the vector <c>h</c> of modality <c>m</c> by <c>softmax over m of w . tanh(h V_m + b_m)</c>, over those that are there: after Yang et al., Hierarchical Attention Networks for Document Classification, 2016, with a map of its own
/// for each modality. Every vector passes a layer to the common number of dimensions first, so that encoders may differ.
/// </para>
/// <para>Missing modalities: their vectors are zeros side by side, and have no weight elsewhere; an example with one modality gives that one all the weight.</para>
/// </remarks>
internal sealed class FusionNetwork
{
    private const int AttentionUnits = 64;

    private readonly IReadOnlyList<IEncoder> _encoders;
    private readonly FusionForm _form;
    private readonly int _modalities;
    private readonly LinearLayer[] _maps = [];
    private readonly LinearLayer? _together;
    private readonly GroupNode? _root;
    private readonly Parameter? _lateWeights;

    /// <summary>Adds the parameters of fusion to a set.</summary>
    /// <param name="parameters">The set.</param>
    /// <param name="modalities">Names of the modalities, and what their examples look like.</param>
    /// <param name="encoders">One a modality; none for <see cref="FusionForm.Early"/>.</param>
    /// <param name="options">How.</param>
    public FusionNetwork(ParameterSet parameters, IReadOnlyList<(string Name, PlaneShape Shape)> modalities, IReadOnlyList<IEncoder> encoders, FusionOptions options)
    {
        string[] names = [.. modalities.Select(modality => modality.Name)];
        options.Validate(names);
        if (encoders.Count != (options.Form == FusionForm.Early ? 0 : names.Length))
        {
            throw new ArgumentException($"There are {names.Length} modalities and {encoders.Count} encoders; early fusion takes none, any other one each.", nameof(encoders));
        }

        (_encoders, _form, _modalities) = (encoders, options.Form, names.Length);
        switch (_form)
        {
            case FusionForm.Early:
                Dimensions = modalities.Sum(modality => modality.Shape.Count);
                break;
            case FusionForm.Concatenation:
                _together = new LinearLayer(parameters, "fusion.together", encoders.Sum(encoder => encoder.Dimensions), options.Dimensions);
                Dimensions = options.Dimensions;
                break;
            case FusionForm.Late:
                _maps = Maps(parameters, encoders, options.Dimensions);
                _lateWeights = parameters.AddConstant("fusion.late", new TensorShape(1, names.Length));
                Dimensions = options.Dimensions;
                break;
            default:
                _maps = Maps(parameters, encoders, options.Dimensions);
                _root = new GroupNode(parameters, options.Form == FusionForm.Attention ? new FusionGroup("all", [.. names.Select(name => new FusionGroup(name))]) : options.Hierarchy!, names, options.Dimensions, "fusion.group");
                Dimensions = options.Dimensions;
                break;
        }
    }

    /// <summary>Numbers of a fused vector; for <see cref="FusionForm.Late"/> those of the vector of each modality.</summary>
    public int Dimensions { get; }

    /// <summary>Number of modalities.</summary>
    public int Modalities => _modalities;

    /// <summary>Whether each modality answers on its own.</summary>
    public bool IsLate => _form == FusionForm.Late;

    /// <summary>The fused vectors of a batch, <c>examples x <see cref="Dimensions"/></c>, and the weights of the modalities where the form has some, <c>examples x modalities</c>.</summary>
    public (Tensor Vectors, Tensor? Weights) Fuse(Tape tape, ModalBatch batch)
    {
        if (_form == FusionForm.Early)
        {
            return (tape.Concatenate(^1, Each(modality => tape.Reshape(batch.Input(modality), new TensorShape(batch.Count, batch.Input(modality).Count / Math.Max(1, batch.Count))))), null);
        }

        if (_form == FusionForm.Concatenation)
        {
            var side = tape.Concatenate(^1, Each(modality => tape.MultiplyElements(_encoders[modality].Encode(tape, batch.Input(modality)), batch.Present(modality))));
            return (tape.Gelu(_together!.Apply(tape, side)), null);
        }

        var vectors = Vectors(tape, batch);
        var (fused, weights, _) = _root!.Fuse(tape, batch, vectors);
        return (fused, weights);
    }

    /// <summary>The vectors of all modalities, <c>examples x <see cref="Dimensions"/></c> each; that of a missing one says nothing.</summary>
    public Tensor[] Vectors(Tape tape, ModalBatch batch) => Each(modality => tape.Gelu(_maps[modality].Apply(tape, _encoders[modality].Encode(tape, batch.Input(modality)))));

    /// <summary>For <see cref="FusionForm.Late"/>: how much the answer of each modality counts, <c>examples x modalities</c>.</summary>
    public Tensor LateWeights(Tape tape, ModalBatch batch)
    {
        var absent = Absent(tape, batch, Enumerable.Range(0, _modalities));
        return tape.Softmax(tape.Add(tape.Use(_lateWeights!), absent));
    }

    /// <summary>Zero where a modality is there, negative infinity where not.</summary>
    private static Tensor Absent(Tape tape, ModalBatch batch, IEnumerable<int> modalities)
    {
        int[] places = [.. modalities];
        var absent = tape.Input(new TensorShape(batch.Count, places.Length));
        for (var row = 0; row < batch.Count; row++)
        {
            for (var place = 0; place < places.Length; place++)
            {
                absent.Values[(row * places.Length) + place] = batch.Present(places[place]).Values[row] > 0 ? 0 : float.NegativeInfinity;
            }
        }

        return absent;
    }

    private static LinearLayer[] Maps(ParameterSet parameters, IReadOnlyList<IEncoder> encoders, int dimensions) =>
        [.. encoders.Select((encoder, modality) => new LinearLayer(parameters, $"fusion.{modality}", encoder.Dimensions, dimensions))];

    private Tensor[] Each(Func<int, Tensor> make)
    {
        var made = new Tensor[_modalities];
        for (var modality = 0; modality < made.Length; modality++)
        {
            made[modality] = make(modality);
        }

        return made;
    }

    /// <summary>A group whose members are brought together by attention.</summary>
    private sealed class GroupNode
    {
        private readonly int _leaf = -1;
        private readonly GroupNode[] _members = [];
        private readonly LinearLayer[] _scores = [];
        private readonly Parameter? _context;

        public GroupNode(ParameterSet parameters, FusionGroup group, IReadOnlyList<string> names, int dimensions, string path)
        {
            if (group.Members.Count == 0)
            {
                _leaf = names.TakeWhile(name => name != group.Name).Count();
                return;
            }

            _members = [.. group.Members.Select((member, place) => new GroupNode(parameters, member, names, dimensions, $"{path}.{place}"))];
            _scores = [.. group.Members.Select((_, place) => new LinearLayer(parameters, $"{path}.{place}.attention", dimensions, AttentionUnits))];
            _context = parameters.AddNormal($"{path}.context", new TensorShape(AttentionUnits, 1), 1 / Math.Sqrt(AttentionUnits));
        }

        /// <summary>The vector of the group, the weight of every modality in it (all modalities, zero for those elsewhere), and where it has something at all.</summary>
        public (Tensor Vector, Tensor Weights, Tensor Present) Fuse(Tape tape, ModalBatch batch, Tensor[] vectors)
        {
            if (_leaf >= 0)
            {
                var own = tape.Input(new TensorShape(1, batch.Modalities));
                own.Values.Clear();
                own.Values[_leaf] = 1;
                return (vectors[_leaf], own, batch.Present(_leaf));
            }

            var members = new (Tensor Vector, Tensor Weights, Tensor Present)[_members.Length];
            var scores = new Tensor[_members.Length];
            for (var member = 0; member < members.Length; member++)
            {
                members[member] = _members[member].Fuse(tape, batch, vectors);
                scores[member] = tape.Multiply(tape.Tanh(_scores[member].Apply(tape, members[member].Vector)), tape.Use(_context!));
            }

            var (absent, present) = Presence(tape, batch.Count, members);
            var weights = tape.Softmax(tape.Add(tape.Concatenate(^1, scores), absent));
            Tensor? vector = null, share = null;
            for (var member = 0; member < members.Length; member++)
            {
                var weight = tape.Slice(weights, ^1, member, 1);
                var (part, partShare) = (tape.MultiplyElements(members[member].Vector, weight), tape.MultiplyElements(members[member].Weights, weight));
                (vector, share) = (vector is null ? part : tape.Add(vector, part), share is null ? partShare : tape.Add(share, partShare));
            }

            return (vector!, share!, present);
        }

        private static (Tensor Absent, Tensor Present) Presence(Tape tape, int count, (Tensor Vector, Tensor Weights, Tensor Present)[] members)
        {
            var absent = tape.Input(new TensorShape(count, members.Length));
            var present = tape.Input(new TensorShape(count, 1));
            for (var row = 0; row < count; row++)
            {
                present.Values[row] = 0;
                for (var member = 0; member < members.Length; member++)
                {
                    var isPresent = members[member].Present.Values[row] > 0;
                    absent.Values[(row * members.Length) + member] = isPresent ? 0 : float.NegativeInfinity;
                    present.Values[row] = isPresent ? 1 : present.Values[row];
                }

                if (present.Values[row] == 0)
                {
                    // Nothing of the group is there, and it has no weight above: any weights do but those that are no numbers.
                    absent.Values.Slice(row * members.Length, members.Length).Clear();
                }
            }

            return (absent, present);
        }
    }
}

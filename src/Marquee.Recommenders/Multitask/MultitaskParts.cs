using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The learned numbers of a multitask model, and what they make of histories.</summary>
internal sealed class MultitaskParts
{
    private readonly Lazy<Dictionary<string, int>> _traitNumbers;

    public MultitaskParts() => _traitNumbers = new(() => Traits!.Select((trait, number) => (trait, number)).ToDictionary(pair => pair.trait, pair => pair.number));

    /// <summary>The options of the training.</summary>
    public required MultitaskOptions Options { get; init; }

    /// <summary>What each item says of those who met it; <c>items x factors</c>.</summary>
    public required DenseMatrix Sources { get; init; }

    /// <summary>The same for the network, where it has its own.</summary>
    public required DenseMatrix? NetworkSources { get; init; }

    /// <summary>What each item is to those who may want it: <c>items x factors</c>, or twice as wide where the network has its own columns, which come second.</summary>
    public required DenseMatrix Table { get; init; }

    /// <summary>Biases of the factor head; empty where there is none.</summary>
    public required float[] FactorBiases { get; init; }

    /// <summary>Biases of the network; empty where there is none.</summary>
    public required float[] NetworkBiases { get; init; }

    /// <summary>Traits that the network knows.</summary>
    public required string[] Traits { get; init; }

    /// <summary>What each trait adds to the network's profile; <c>traits x factors</c>.</summary>
    public required DenseMatrix TraitVectors { get; init; }

    /// <summary>The network, where there is one.</summary>
    public required NetworkLayers? Layers { get; init; }

    /// <summary>One over the usual standard deviation of the factor head's scores.</summary>
    public float FactorScale { get; set; } = 1;

    /// <summary>One over the usual standard deviation of the network's scores.</summary>
    public float NetworkScale { get; set; } = 1;

    /// <summary>What the factor head's scores are multiplied by.</summary>
    public float FactorWeight => !Options.HasFactors ? 0 : Options.HasNetwork ? FactorScale * (float)(1 - Options.NetworkShare) : FactorScale;

    /// <summary>What the network's scores are multiplied by.</summary>
    public float NetworkWeight => !Options.HasNetwork ? 0 : Options.HasFactors ? NetworkScale * (float)Options.NetworkShare : NetworkScale;

    /// <summary>First of the network's columns in <see cref="Table"/>.</summary>
    public int NetworkColumn => Options.IsSplit ? Options.Factors : 0;

    /// <summary>The network's sources, whoever owns them.</summary>
    public DenseMatrix SourcesOfNetwork => NetworkSources ?? Sources;

    /// <summary>The biases of the final scores.</summary>
    public float[] Biases()
    {
        var biases = new float[Table.Rows];
        for (var item = 0; item < biases.Length; item++)
        {
            biases[item] = (FactorBiases.Length == 0 ? 0 : FactorWeight * FactorBiases[item]) + (NetworkBiases.Length == 0 ? 0 : NetworkWeight * NetworkBiases[item]);
        }

        return biases;
    }

    /// <summary>For each history the vector whose product with an item's row of <see cref="Table"/> is its final score, but for the bias.</summary>
    public DenseMatrix UserVectors(ReadOnlySpan<History> histories)
    {
        var rows = HistoryRows.Of(histories, Table.Rows);
        var users = new DenseMatrix(histories.Length, Table.Columns);
        var profile = Profile(rows, Sources);
        if (Options.HasFactors)
        {
            for (var row = 0; row < users.Rows; row++)
            {
                AddScaled(FactorWeight * MultitaskModel.Strength(rows.Offsets[row + 1] - rows.Offsets[row], Options.ProfileExponent), profile.Row(row), users.Row(row)[..Options.Factors]);
            }
        }

        if (Options.HasNetwork)
        {
            var wants = Wants(histories, rows, Options.IsSplit ? Profile(rows, NetworkSources!) : profile);
            for (var row = 0; row < users.Rows; row++)
            {
                AddScaled(NetworkWeight, wants.Row(row), users.Row(row)[NetworkColumn..]);
            }
        }

        return users;
    }

    /// <summary>The scores of the factor head as it gives them; null where there is none.</summary>
    public DenseMatrix? FactorScores(History[] histories, int threads) => !Options.HasFactors ? null : Alone(histories, FactorBiases, threads, MultitaskHeads.Factors);

    /// <summary>The scores of the network as it gives them; null where there is none.</summary>
    public DenseMatrix? NetworkScores(History[] histories, int threads) => !Options.HasNetwork ? null : Alone(histories, NetworkBiases, threads, MultitaskHeads.Network);

    /// <summary>The numbers of the traits of who asks.</summary>
    public int[] TraitsOf(in History history) =>
        Traits.Length == 0 ? [] : [.. UserTraits.Of(history.Context).Select(trait => _traitNumbers.Value.GetValueOrDefault(trait, -1)).Where(trait => trait >= 0)];

    /// <summary>Sums of the sources of histories.</summary>
    public static DenseMatrix Profile(in HistoryRows rows, DenseMatrix sources)
    {
        var profile = new DenseMatrix(rows.Offsets.Length - 1, sources.Columns);
        var ones = new float[rows.Items.Length];
        Array.Fill(ones, 1f);
        SparseProduct.MultiplyRows(rows.Offsets, rows.Items, ones, sources, profile);
        return profile;
    }

    /// <summary>What goes into the network for one history: its profile times its strength, and the vectors of traits.</summary>
    public void AddInput(in History history, int count, ReadOnlySpan<float> profile, Span<float> input)
    {
        AddScaled(Layers!.Gain * MultitaskModel.Strength(count, Options.NetworkProfileExponent), profile, input);
        foreach (var trait in TraitsOf(history))
        {
            AddScaled(1, TraitVectors.Row(trait), input);
        }
    }

    /// <summary>Writes all but the options.</summary>
    public void Save(ArtifactWriter writer)
    {
        var (items, factors) = (Table.Rows, Options.Factors);
        writer.Write("sources", Sources.Span, items, factors);
        writer.Write("item-table", Table.Span, items, Table.Columns);
        writer.Write("scales", [FactorScale, NetworkScale], 2);
        if (Options.HasFactors)
        {
            writer.Write("factor-biases", FactorBiases, items);
        }

        if (Layers is null)
        {
            return;
        }

        if (NetworkSources is not null)
        {
            writer.Write("network-sources", NetworkSources.Span, items, factors);
        }

        writer.Write("network-biases", NetworkBiases, items);
        TextArray.Write(writer, "traits", Traits);
        writer.Write("trait-vectors", TraitVectors.Span, Traits.Length, factors);
        writer.Write("hidden-weights", Layers.HiddenWeights.Span, factors, Options.HiddenUnits);
        writer.Write("hidden-biases", Layers.HiddenBiases, Options.HiddenUnits);
        writer.Write("output-weights", Layers.OutputWeights.Span, Options.HiddenUnits, factors);
        writer.Write("output-biases", Layers.OutputBiases, factors);
        writer.Write("straight-weights", Layers.StraightWeights.Span, factors, factors);
        writer.Write("gain", [Layers.Gain], 1);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static MultitaskParts Load(ArtifactReader reader, MultitaskOptions options)
    {
        var (items, factors) = (reader.IntProperty("itemCount"), options.Factors);
        var scales = reader.ReadFloats("scales", 2).Span;
        string[] traits = options.HasNetwork ? TextArray.Read(reader, "traits") : [];
        return new MultitaskParts
        {
            Options = options,
            Sources = Matrix("sources", items, factors),
            NetworkSources = options.IsSplit ? Matrix("network-sources", items, factors) : null,
            Table = Matrix("item-table", items, options.TableColumns),
            FactorBiases = options.HasFactors ? Vector("factor-biases", items) : [],
            NetworkBiases = options.HasNetwork ? Vector("network-biases", items) : [],
            Traits = traits,
            TraitVectors = options.HasNetwork ? Matrix("trait-vectors", traits.Length, factors) : new DenseMatrix(0, factors),
            Layers = !options.HasNetwork ? null : new NetworkLayers(
                Matrix("hidden-weights", factors, options.HiddenUnits), Vector("hidden-biases", options.HiddenUnits),
                Matrix("output-weights", options.HiddenUnits, factors), Vector("output-biases", factors),
                Matrix("straight-weights", factors, factors), Vector("gain", 1)[0]),
            FactorScale = scales[0],
            NetworkScale = scales[1],
        };

        DenseMatrix Matrix(string name, int rows, int columns) => new(rows, columns, reader.ReadFloats(name, rows, columns));

        float[] Vector(string name, int length) => reader.ReadFloats(name, length).ToArray();
    }

    /// <summary><c>target += factor * source</c>.</summary>
    internal static void AddScaled(float factor, ReadOnlySpan<float> source, Span<float> target)
    {
        for (var index = 0; index < source.Length; index++)
        {
            target[index] += factor * source[index];
        }
    }

    private DenseMatrix Wants(ReadOnlySpan<History> histories, in HistoryRows rows, DenseMatrix profile)
    {
        var layers = Layers!;
        var inputs = new DenseMatrix(histories.Length, Options.Factors);
        for (var row = 0; row < histories.Length; row++)
        {
            AddInput(histories[row], rows.Offsets[row + 1] - rows.Offsets[row], profile.Row(row), inputs.Row(row));
        }

        var hidden = new DenseMatrix(histories.Length, Options.HiddenUnits);
        MatrixProduct.Multiply(inputs, false, layers.HiddenWeights, false, hidden, maxDegreeOfParallelism: 1);
        for (var row = 0; row < histories.Length; row++)
        {
            var units = hidden.Row(row);
            for (var unit = 0; unit < units.Length; unit++)
            {
                units[unit] = MathF.Tanh(units[unit] + layers.HiddenBiases[unit]);
            }
        }

        var wants = new DenseMatrix(histories.Length, Options.Factors);
        var straight = new DenseMatrix(histories.Length, Options.Factors);
        MatrixProduct.Multiply(hidden, false, layers.OutputWeights, false, wants, maxDegreeOfParallelism: 1);
        MatrixProduct.Multiply(inputs, false, layers.StraightWeights, false, straight, maxDegreeOfParallelism: 1);
        for (var row = 0; row < histories.Length; row++)
        {
            AddScaled(1, straight.Row(row), wants.Row(row));
            AddScaled(1, layers.OutputBiases, wants.Row(row));
        }

        return wants;
    }

    private DenseMatrix Alone(History[] histories, float[] biases, int threads, MultitaskHeads head)
    {
        var rows = HistoryRows.Of(histories, Table.Rows);
        var users = new DenseMatrix(histories.Length, Table.Columns);
        if (head == MultitaskHeads.Factors)
        {
            var profile = Profile(rows, Sources);
            for (var row = 0; row < users.Rows; row++)
            {
                AddScaled(MultitaskModel.Strength(rows.Offsets[row + 1] - rows.Offsets[row], Options.ProfileExponent), profile.Row(row), users.Row(row)[..Options.Factors]);
            }
        }
        else
        {
            var wants = Wants(histories, rows, Profile(rows, SourcesOfNetwork));
            for (var row = 0; row < users.Rows; row++)
            {
                AddScaled(1, wants.Row(row), users.Row(row)[NetworkColumn..]);
            }
        }

        var scores = new DenseMatrix(histories.Length, Table.Rows);
        MatrixProduct.Multiply(users, false, Table, true, scores, maxDegreeOfParallelism: threads);
        for (var row = 0; row < scores.Rows; row++)
        {
            AddScaled(1, biases, scores.Row(row));
        }

        return scores;
    }
}

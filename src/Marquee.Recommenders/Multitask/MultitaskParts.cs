using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The learned numbers of a multitask model, and what they make of histories.</summary>
internal sealed record MultitaskParts
{
    private readonly Lazy<Dictionary<string, int>> _attributeNumbers;

    public MultitaskParts() => _attributeNumbers = new(() => UserAttributeNames!.Select((name, number) => (name, number)).ToDictionary(pair => pair.name, pair => pair.number));

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

    /// <summary>Attributes of users that the network knows, such as <c>gender=F</c>.</summary>
    public required string[] UserAttributeNames { get; init; }

    /// <summary>What each of them adds to the network's profile; <c>attributes x factors</c>.</summary>
    public required DenseMatrix UserAttributeVectors { get; init; }

    /// <summary>The network, where there is one.</summary>
    public required NetworkLayers? Layers { get; init; }

    /// <summary>One over the usual standard deviation of the factor head's scores.</summary>
    public float FactorScale { get; init; } = 1;

    /// <summary>One over the usual standard deviation of the network's scores.</summary>
    public float NetworkScale { get; init; } = 1;

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
    public DenseMatrix UserVectors(ReadOnlySpan<History> histories) => UserVectors(histories, FactorWeight, NetworkWeight);

    /// <summary>The scores of the factor head as it gives them; null where there is none.</summary>
    public DenseMatrix? FactorScores(ReadOnlySpan<History> histories, int threads) => Options.HasFactors ? Scores(UserVectors(histories, 1, 0), FactorBiases, threads) : null;

    /// <summary>The scores of the network as it gives them; null where there is none.</summary>
    public DenseMatrix? NetworkScores(ReadOnlySpan<History> histories, int threads) => Options.HasNetwork ? Scores(UserVectors(histories, 0, 1), NetworkBiases, threads) : null;

    /// <summary>The numbers of the attributes of who asks.</summary>
    public int[] AttributesOf(in History history) => UserAttributeNames.Length == 0
        ? []
        : [.. UserTraits.Of(history.Context).Select(attribute => _attributeNumbers.Value.GetValueOrDefault(attribute, -1)).Where(attribute => attribute >= 0)];

    /// <summary>Sums of the sources of histories.</summary>
    public static DenseMatrix Profile(in HistoryRows rows, DenseMatrix sources)
    {
        var profile = new DenseMatrix(rows.Offsets.Length - 1, sources.Columns);
        var ones = new float[rows.Items.Length];
        Array.Fill(ones, 1f);
        SparseProduct.MultiplyRows(rows.Offsets, rows.Items, ones, sources, profile);
        return profile;
    }

    /// <summary>What goes into the network for one history: its profile times its strength, and the vectors of attributes.</summary>
    public void AddInput(in History history, int count, ReadOnlySpan<float> profile, Span<float> input)
    {
        VectorLoops.AddScaled(Layers!.Gain * MultitaskModel.Strength(count, Options.NetworkProfileExponent), profile, input);
        foreach (var attribute in AttributesOf(history))
        {
            VectorLoops.AddScaled(1, UserAttributeVectors.Row(attribute), input);
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
        TextArray.Write(writer, "user-attributes", UserAttributeNames);
        writer.Write("user-attribute-vectors", UserAttributeVectors.Span, UserAttributeNames.Length, factors);
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
        string[] attributes = options.HasNetwork ? TextArray.Read(reader, "user-attributes") : [];
        return new MultitaskParts
        {
            Options = options,
            Sources = Matrix("sources", items, factors),
            NetworkSources = options.IsSplit ? Matrix("network-sources", items, factors) : null,
            Table = Matrix("item-table", items, options.TableColumns),
            FactorBiases = options.HasFactors ? Vector("factor-biases", items) : [],
            NetworkBiases = options.HasNetwork ? Vector("network-biases", items) : [],
            UserAttributeNames = attributes,
            UserAttributeVectors = options.HasNetwork ? Matrix("user-attribute-vectors", attributes.Length, factors) : new DenseMatrix(0, factors),
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
            VectorLoops.AddScaled(1, straight.Row(row), wants.Row(row));
            VectorLoops.AddScaled(1, layers.OutputBiases, wants.Row(row));
        }

        return wants;
    }

    private DenseMatrix UserVectors(ReadOnlySpan<History> histories, float factorWeight, float networkWeight)
    {
        var rows = HistoryRows.Of(histories, Table.Rows);
        var users = new DenseMatrix(histories.Length, Table.Columns);
        var profile = Profile(rows, Sources);
        for (var row = 0; row < users.Rows && factorWeight != 0; row++)
        {
            VectorLoops.AddScaled(factorWeight * MultitaskModel.Strength(rows.Offsets[row + 1] - rows.Offsets[row], Options.ProfileExponent), profile.Row(row), users.Row(row)[..Options.Factors]);
        }

        if (networkWeight == 0)
        {
            return users;
        }

        var wants = Wants(histories, rows, NetworkSources is null ? profile : Profile(rows, NetworkSources));
        for (var row = 0; row < users.Rows; row++)
        {
            VectorLoops.AddScaled(networkWeight, wants.Row(row), users.Row(row)[NetworkColumn..]);
        }

        return users;
    }

    private DenseMatrix Scores(DenseMatrix users, float[] biases, int threads)
    {
        var scores = new DenseMatrix(users.Rows, Table.Rows);
        MatrixProduct.Multiply(users, false, Table, true, scores, maxDegreeOfParallelism: threads);
        for (var row = 0; row < scores.Rows; row++)
        {
            VectorLoops.AddScaled(1, biases, scores.Row(row));
        }

        return scores;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Marquee.Content;

/// <summary>How link prediction is learned: model, loss, candidates, regularization, steps.</summary>
public sealed record LinkOptions
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>What relations do to entities. Default: ComplEx.</summary>
    public LinkModelKind Model { get; init; } = LinkModelKind.ComplEx;

    /// <summary>Real numbers an entity, at least 1; even for ComplEx and RotatE, whose complex coordinates take two each. Default 200.</summary>
    public int Factors { get; init; } = 200;

    /// <summary>Whether each relation has a second one of its own for asking after heads (Lacroix et al. 2018). Default true.</summary>
    public bool Reciprocal { get; init; } = true;

    /// <summary>The loss. Default: cross-entropy.</summary>
    public LinkLoss Loss { get; init; } = LinkLoss.CrossEntropy;

    /// <summary>
    /// Entities that each step draws as wrong answers for all its queries, those that are right for one being left out for it; 0 (the default) takes all entities: 1-vs-all, with all answers of a query at once. Those drawn for the
    /// cross-entropy stand for all that are wrong.
    /// </summary>
    public int Negatives { get; init; }

    /// <summary>Queries a step, at least 1. A query is an entity and a relation, in one direction, with all its answers. Default 256.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Passes over all queries, at least 1. Default 30.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Size of Adagrad's steps, above 0. Default 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Share of the learning rate that is left at the end, falling by half a cosine; 1 (the default) keeps it.</summary>
    public double FinalLearningRate { get; init; } = 1;

    /// <summary>The form of the penalty. Default: N3.</summary>
    public LinkRegularizer Regularizer { get; init; } = LinkRegularizer.N3;

    /// <summary>Weight of the penalty on each fact, at least 0. Default 0.05.</summary>
    public double Regularization { get; init; } = 0.05;

    /// <summary>Weight of the loss of guessing the relation from head and tail, at least 0 (the default, which leaves it out; Chen et al., Relation Prediction as an Auxiliary Training Objective, 2021). Only for DistMult and ComplEx.</summary>
    public double RelationPrediction { get; init; }

    /// <summary>Added to every score by the self-adversarial loss, at least 0: distances up to it count as facts. Default 6.</summary>
    public double Margin { get; init; } = 6;

    /// <summary>How sharply the self-adversarial loss looks at the negatives that the model believes in, at least 0; 0 takes all alike. Default 1.</summary>
    public double AdversarialTemperature { get; init; } = 1;

    /// <summary>Standard deviation of the numbers that training begins with, above 0. Default 0.001; distances want more, such as 0.1.</summary>
    public double InitialScale { get; init; } = 1e-3;

    /// <summary>Epochs between two looks at the validation facts of the graph; the model is the one that ranked them best. 0 (the default) never looks, and the model is the last.</summary>
    public int ValidateEvery { get; init; }

    /// <summary>Looks without a better figure after which training ends, at least 1. Default 3.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>Gives the options back if each is in its range and they go together.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One does not; the message says what would.</exception>
    public LinkOptions Validate()
    {
        Check(Factors >= 1, nameof(Factors), Factors, "at least 1");
        Check(Factors % 2 == 0 || Model is LinkModelKind.TransE or LinkModelKind.DistMult, nameof(Factors), Factors, $"even for {Model}, whose coordinates are complex");
        Check(Negatives >= 0, nameof(Negatives), Negatives, "at least 0");
        Check(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Check(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Check(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0");
        Check(FinalLearningRate is >= 0 and <= 1, nameof(FinalLearningRate), FinalLearningRate, "from 0 to 1");
        Check(Regularization >= 0 && double.IsFinite(Regularization), nameof(Regularization), Regularization, "at least 0");
        Check(RelationPrediction >= 0 && double.IsFinite(RelationPrediction), nameof(RelationPrediction), RelationPrediction, "at least 0");
        Check(RelationPrediction == 0 || Model is LinkModelKind.DistMult or LinkModelKind.ComplEx, nameof(RelationPrediction), RelationPrediction, $"0 for {Model}, whose relations cannot be compared by a product");
        Check(Loss != LinkLoss.SelfAdversarial || Negatives > 0, nameof(Negatives), Negatives, "above 0 for the self-adversarial loss, which weighs negatives that were drawn");
        Check(Margin >= 0 && double.IsFinite(Margin), nameof(Margin), Margin, "at least 0");
        Check(AdversarialTemperature >= 0 && double.IsFinite(AdversarialTemperature), nameof(AdversarialTemperature), AdversarialTemperature, "at least 0");
        Check(InitialScale > 0 && double.IsFinite(InitialScale), nameof(InitialScale), InitialScale, "above 0");
        Check(ValidateEvery >= 0, nameof(ValidateEvery), ValidateEvery, "at least 0");
        Check(Patience >= 1, nameof(Patience), Patience, "at least 1");
        return this;
    }

    /// <summary>The options as a JSON object; <see cref="FromJson"/> gives equal ones back.</summary>
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, Json)!.AsObject();

    /// <summary>Reads options; those that are not there keep their defaults.</summary>
    /// <exception cref="JsonException">There is no such option, or a value is of another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside of its range.</exception>
    public static LinkOptions FromJson(JsonObject json) => json.Deserialize<LinkOptions>(Json)!.Validate();

    /// <summary>Defaults with some values replaced, from text as after <c>--set name=value</c>.</summary>
    /// <exception cref="ArgumentException">There is no such option, or a value cannot be read or is outside of its range.</exception>
    public static LinkOptions Parse(IEnumerable<KeyValuePair<string, string>> assignments)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        var (all, chosen) = (new LinkOptions().ToJson(), new JsonObject());
        foreach (var (name, text) in assignments)
        {
            if (!all.ContainsKey(name))
            {
                throw new ArgumentException($"There is no option '{name}'; the options are {string.Join(", ", all.Select(option => option.Key))}.");
            }

            JsonNode value = bool.TryParse(text, out var flag) ? flag : text;
            try
            {
                new JsonObject { [name] = value.DeepClone() }.Deserialize<LinkOptions>(Json);
            }
            catch (JsonException exception)
            {
                throw new ArgumentException($"{name} is '{text}'; a value such as {all[name]} is expected.", exception);
            }

            chosen[name] = value;
        }

        return FromJson(chosen);
    }

    private static void Check(bool isValid, string name, object value, string range)
    {
        if (!isValid)
        {
            var word = char.ToLowerInvariant(name[0]) + name[1..];
            throw new ArgumentOutOfRangeException(word, value, $"{word} must be {range}.");
        }
    }
}

using System.Globalization;

namespace Marquee.Recommenders;

/// <summary>Options of <see cref="BlendTrainer"/>.</summary>
public sealed record BlendOptions : ModelOptions
{
    /// <summary>The models, separated by semicolons, each with its own options behind its name.</summary>
    [Option(
        "The models to blend, separated by semicolons, each with its own options behind its name.",
        Form = "models separated by semicolons, such as 'ease regularization=300; als factors=64'")]
    public string Members { get; init; } = "ease; als; item-knn";

    /// <summary>A weight for each member, separated by commas; empty to learn them.</summary>
    [Option(
        "A weight for each member, separated by commas; where it is empty, weights are learned on interactions held out of the training data.",
        Form = "nothing, or one number from 0 on for each member, separated by commas, such as '1, 0.5'")]
    public string Weights { get; init; } = "";

    /// <summary>What is held out to learn the weights on.</summary>
    [Option("What is held out to learn the weights on: choose what is most like the use of the model.")]
    public BlendValidation Validation { get; init; } = BlendValidation.Random;

    /// <summary>How much is held out: the share of each user's items, or of all time; without effect where the last item of each user is held out.</summary>
    [Option("Share of each user's items, or of the latest events, that is held out to learn the weights on.", Minimum = 0.01, Maximum = 0.5, SearchMinimum = 0.1, SearchMaximum = 0.3)]
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>How many times weights are tried out, each time on another part held out.</summary>
    [Option("How many times weights are tried out, each time on another part held out; more make the weights surer where there are few users.", Minimum = 1, Maximum = 20, SearchMaximum = 3)]
    public int Rounds { get; init; } = 1;

    /// <summary>Most users to learn the weights on, in each round.</summary>
    [Option("Most users to learn the weights on, in each round; of more a random sample is taken.", Minimum = 1, Maximum = 1000000, SearchMinimum = 500, SearchMaximum = 5000, Logarithmic = true)]
    public int ValidationUsers { get; init; } = 2000;

    /// <summary>Length of the lists whose NDCG the weights make as large as they can.</summary>
    [Option("Length of the lists whose NDCG the weights make as large as they can.", Minimum = 1, Maximum = 1000, SearchMinimum = 10, SearchMaximum = 50)]
    public int Depth { get; init; } = 10;

    /// <inheritdoc/>
    public override void Check()
    {
        var members = ParseMembers();
        if (members.FirstOrDefault(member => member.Options is BlendOptions) is not null)
        {
            throw new OptionException("Option 'members' names a blend inside the blend; name its members instead.");
        }

        _ = ParseWeights(members.Count);
    }

    /// <summary>The members.</summary>
    /// <exception cref="OptionException">There is none, or one is not understood; the message says which.</exception>
    internal IReadOnlyList<ModelSetup> ParseMembers()
    {
        var words = Members.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
        {
            throw new OptionException("Option 'members' names no model; it must be models separated by semicolons, such as 'ease regularization=300; als factors=64'.");
        }

        return Array.ConvertAll(words, word =>
        {
            try
            {
                return ModelSetup.Parse(word);
            }
            catch (OptionException exception)
            {
                throw new OptionException($"Option 'members', at '{word}': {exception.Message} Members are separated by semicolons, the options of one by spaces.");
            }
        });
    }

    /// <summary>The weights that are given, divided by their sum; nothing where they are to be learned.</summary>
    /// <exception cref="OptionException">There is not one number for each member, or all are 0.</exception>
    internal double[]? ParseWeights(int members)
    {
        if (string.IsNullOrWhiteSpace(Weights))
        {
            return null;
        }

        var weights = Weights.Split(',').Select(word =>
            double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && double.IsFinite(weight) && weight >= 0 ? weight : double.NaN).ToArray();
        return weights.Length == members && weights.Sum() > 0
            ? Array.ConvertAll(weights, weight => weight / weights.Sum())
            : throw new OptionException($"Option 'weights' is '{Weights}'; it must be nothing, or {members} numbers from 0 on, one for each member, separated by commas, not all 0.");
    }
}

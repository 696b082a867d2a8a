using System.Text.Json.Nodes;
using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>One kind of model as the rest of the house sees it: a name, what it is, its options, how to train and how to load it.</summary>
public abstract class ModelFamily
{
    private protected ModelFamily(string name, string summary, string source, ModelOptions defaults)
    {
        Name = name;
        Summary = summary;
        Source = source;
        Options = new OptionSchema(defaults);
    }

    /// <summary>The name for commands and configuration, such as <c>item-knn</c>.</summary>
    public string Name { get; }

    /// <summary>What it is, in one line.</summary>
    public string Summary { get; }

    /// <summary>The paper that it follows.</summary>
    public string Source { get; }

    /// <summary>Its options.</summary>
    public OptionSchema Options { get; }

    /// <summary>Trains a model.</summary>
    /// <param name="snapshot">What to learn from.</param>
    /// <param name="options">Options of this family.</param>
    /// <param name="context">Chance, threads, progress, cancellation.</param>
    /// <exception cref="OptionException">The options are of another family or outside their range.</exception>
    public abstract IModel Train(Snapshot snapshot, ModelOptions options, TrainingContext context);

    /// <summary>Loads a model that <see cref="IModel.Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The artifact is not a model of this family.</exception>
    public abstract IModel Load(ArtifactReader reader);
}

/// <summary>A family put together from its parts.</summary>
/// <typeparam name="TOptions">Its options.</typeparam>
/// <param name="name">Name for commands and configuration.</param>
/// <param name="summary">What it is, in one line.</param>
/// <param name="source">The paper that it follows.</param>
/// <param name="train">Trains with validated options.</param>
/// <param name="load">Loads, given the options that were saved with the model.</param>
public sealed class ModelFamily<TOptions>(
    string name,
    string summary,
    string source,
    Func<Snapshot, TOptions, TrainingContext, IModel> train,
    Func<ArtifactReader, TOptions, IModel> load)
    : ModelFamily(name, summary, source, new TOptions())
    where TOptions : ModelOptions, new()
{
    /// <inheritdoc/>
    public override IModel Train(Snapshot snapshot, ModelOptions options, TrainingContext context) =>
        train(snapshot, (TOptions)Options.Validate(options), context);

    /// <inheritdoc/>
    public override IModel Load(ArtifactReader reader)
    {
        var json = reader.Properties["options"] as JsonObject
            ?? throw new InvalidDataException($"The artifact has no 'options'; a {Name} model has them.");
        try
        {
            return load(reader, (TOptions)Options.FromJson(json));
        }
        catch (OptionException exception)
        {
            throw new InvalidDataException($"The artifact's options are not those of a {Name} model: {exception.Message}", exception);
        }
    }
}

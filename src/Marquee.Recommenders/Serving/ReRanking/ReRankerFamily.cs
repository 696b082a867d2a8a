using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>One kind of re-ranker: a name, what it does, its options, how to make one.</summary>
public sealed class ReRankerFamily
{
    private readonly Func<Snapshot, ModelOptions, IReRanker> _create;

    private ReRankerFamily(string name, string summary, string source, ModelOptions defaults, Func<Snapshot, ModelOptions, IReRanker> create)
    {
        Name = name;
        Summary = summary;
        Source = source;
        Options = new OptionSchema(defaults);
        _create = create;
    }

    /// <summary>The name for commands, such as <c>calibrated</c>.</summary>
    public string Name { get; }

    /// <summary>What it does, in one line.</summary>
    public string Summary { get; }

    /// <summary>The papers that it follows.</summary>
    public string Source { get; }

    /// <summary>Its options.</summary>
    public OptionSchema Options { get; }

    /// <summary>Puts a family together.</summary>
    /// <typeparam name="TOptions">Its options.</typeparam>
    /// <param name="name">Name for commands.</param>
    /// <param name="summary">What it does, in one line.</param>
    /// <param name="source">The papers that it follows.</param>
    /// <param name="create">Makes one for a catalogue, with validated options.</param>
    public static ReRankerFamily Of<TOptions>(string name, string summary, string source, Func<Snapshot, TOptions, IReRanker> create)
        where TOptions : ModelOptions, new() =>
        new(name, summary, source, new TOptions(), (snapshot, options) => create(snapshot, (TOptions)options));

    /// <summary>Makes a re-ranker.</summary>
    /// <param name="snapshot">The catalogue and what its users did: the training data where a model is evaluated.</param>
    /// <param name="options">Options of this family.</param>
    /// <exception cref="OptionException">The options are of another family or outside their range, or do not fit the catalogue.</exception>
    public IReRanker Create(Snapshot snapshot, ModelOptions options) => _create(snapshot, Options.Validate(options));
}

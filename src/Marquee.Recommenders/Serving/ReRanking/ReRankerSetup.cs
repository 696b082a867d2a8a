using System.Globalization;
using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>A re-ranker to make: its family and its options.</summary>
/// <param name="Family">The family.</param>
/// <param name="Options">Options of that family.</param>
public sealed record ReRankerSetup(ReRankerFamily Family, ModelOptions Options)
{
    private const string StrengthName = "strength";

    /// <summary>As after <c>--rerank</c>: the name and every option that is not at its default.</summary>
    public string Text
    {
        get
        {
            var defaults = Family.Options.ToJson(Family.Options.Defaults);
            var changed = Family.Options.ToJson(Options)
                .Where(option => option.Key != StrengthName && option.Value!.ToJsonString() != defaults[option.Key]!.ToJsonString())
                .Select(option => $"{option.Key}={option.Value}");
            return $"{Family.Name}:{string.Join(',', changed.Prepend(Strength.ToString("0.####", CultureInfo.InvariantCulture)))}";
        }
    }

    /// <summary>How strongly it re-ranks; what the number means is the family's own.</summary>
    public double Strength => Family.Options.ToJson(Options)[StrengthName]!.GetValue<double>();

    /// <summary>The same with another strength.</summary>
    /// <exception cref="OptionException">The strength is outside the family's range.</exception>
    public ReRankerSetup WithStrength(double strength)
    {
        var json = Family.Options.ToJson(Options);
        json[StrengthName] = strength;
        return this with { Options = Family.Options.FromJson(json) };
    }

    /// <summary>
    /// Reads <c>NAME</c>, <c>NAME:STRENGTH</c> or <c>NAME:OPTION=VALUE,OPTION=VALUE</c>, such as <c>calibrated:0.5</c> or
    /// <c>exposure:0.6,raise=language!=en,target=catalogue</c>.
    /// </summary>
    /// <exception cref="OptionException">There is no such re-ranker or option, or a value is outside its range.</exception>
    public static ReRankerSetup Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var family = ReRankerCatalogue.Find(colon < 0 ? text : text[..colon]);
        var words = colon < 0 ? [] : text[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries);
        if (words is [var first, ..] && !first.Contains('='))
        {
            words[0] = $"{StrengthName}={first}";
        }

        return new ReRankerSetup(family, family.Options.Parse(OptionSchema.Assignments(words, "OPTION=VALUE, such as strength=0.5")));
    }

    /// <summary>Makes the re-ranker.</summary>
    /// <param name="snapshot">The catalogue and what its users did: the training data where a model is evaluated.</param>
    /// <exception cref="OptionException">The options do not fit the catalogue.</exception>
    public IReRanker Create(Snapshot snapshot) => Family.Create(snapshot, Options);
}

using Marquee.Recommenders;

namespace Marquee.Cli.Commands;

/// <summary>Models that are named on the command line, with options.</summary>
internal static class ModelArguments
{
    /// <summary>The models with the options set.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="options">A file of options.</param>
    /// <param name="assignments">Options as <c>name=value</c>, which win over the file.</param>
    /// <exception cref="OptionException">There is no such model or option, or options are set for more than one model.</exception>
    public static ModelSetup[] Of(string[] names, FileInfo? options, string[] assignments)
    {
        if ((assignments.Length > 0 || options is not null) && names.Length != 1)
        {
            throw new OptionException($"{(assignments.Length > 0 ? "--set" : "--options")} belongs to one model; {names.Length} are to be evaluated. Name one.");
        }

        KeyValuePair<string, string>[] chosen = [.. OptionFile.Read(options), .. OptionSchema.Assignments(assignments)];
        return [.. names.Select(ModelCatalogue.Find).Select(family => new ModelSetup(family, family.Options.Parse(chosen)))];
    }
}

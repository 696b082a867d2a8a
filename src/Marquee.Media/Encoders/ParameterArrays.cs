using Marquee.Data;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Parameters in an artifact, one array each.</summary>
internal static class ParameterArrays
{
    /// <summary>Writes all parameters.</summary>
    public static void Write(ArtifactWriter writer, ParameterSet parameters)
    {
        foreach (var parameter in parameters.All)
        {
            writer.Write(NameOf(parameter), parameter.Values, parameter.Shape.Count);
        }
    }

    /// <summary>Reads all parameters of a set that has them already.</summary>
    public static void Read(ArtifactReader reader, ParameterSet parameters)
    {
        foreach (var parameter in parameters.All)
        {
            reader.ReadFloats(NameOf(parameter), parameter.Shape.Count).Span.CopyTo(parameter.Values);
        }
    }

    /// <summary>Copies the values of all parameters whose names begin with one prefix into those of the same name, but with another, in the other set.</summary>
    public static void Copy(ParameterSet from, string fromPrefix, ParameterSet to, string toPrefix)
    {
        var byName = from.All.ToDictionary(parameter => parameter.Name);
        foreach (var parameter in to.All)
        {
            if (parameter.Name.StartsWith(toPrefix, StringComparison.Ordinal) && byName.TryGetValue(fromPrefix + parameter.Name[toPrefix.Length..], out var source))
            {
                source.Values.CopyTo(parameter.Values);
            }
        }
    }

    private static string NameOf(Parameter parameter) => parameter.Name.Replace('.', '-');
}

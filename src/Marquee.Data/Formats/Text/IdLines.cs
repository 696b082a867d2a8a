namespace Marquee.Data;

/// <summary>Remembers on which line each id of a table stood, so that a second one can name the first.</summary>
internal sealed class IdLines
{
    private readonly Dictionary<string, (string Path, long Line)> _places = new(StringComparer.Ordinal);

    /// <summary>Notes an id.</summary>
    /// <returns>What is wrong where the id was there already, or none.</returns>
    public string? Add(string id, string name, string path, long line)
    {
        if (_places.TryAdd(id, (path, line)))
        {
            return null;
        }

        var first = _places[id];
        var place = first.Path == path ? $"line {first.Line}" : $"{first.Path}:{first.Line}";
        return $"the {name} '{Excerpt.Of(id)}' was given already on {place}; every id may be described once";
    }
}

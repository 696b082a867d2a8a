namespace Marquee.Live;

/// <summary>How many were found, and the first of them.</summary>
internal sealed class Found
{
    private readonly List<string> _examples = [];

    public long Count { get; private set; }

    public IReadOnlyList<string> Examples => _examples;

    public void Add(string id)
    {
        Count++;
        if (_examples.Count < DataWarning.MostExamples)
        {
            _examples.Add(id);
        }
    }
}

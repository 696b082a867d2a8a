namespace Marquee.Server;

/// <summary>A parameter of a query: what it is called, and what it does, for the description of the API.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in JSON Schema: <c>string</c>, <c>integer</c>, <c>number</c> or <c>boolean</c>.</param>
/// <param name="Description">What it does, its range and its default.</param>
internal sealed record QueryParameter(string Name, string Type, string Description)
{
    /// <summary>How many lines a page has.</summary>
    public static readonly QueryParameter Limit = new("limit", "integer", "Most records on a page, 1 to 1000. Default 100.");

    /// <summary>Where the page before ended.</summary>
    public static readonly QueryParameter Cursor = new("cursor", "string", "Where the page before ended: its `cursor`.");
}

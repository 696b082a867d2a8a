namespace Marquee.Server;

/// <summary>How an endpoint tells of problems: metadata of those that do not use problem+json.</summary>
internal interface IProblemFormat
{
    /// <summary>Writes the body of an answer whose status and headers are set already but for the type of its content.</summary>
    Task Write(HttpContext context, Problem problem);
}

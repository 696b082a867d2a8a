namespace Marquee.Server;

/// <summary>What is wrong with a request, in the plain text that Gorse's clients expect.</summary>
internal sealed class GorseProblem : IProblemFormat
{
    private GorseProblem()
    {
    }

    /// <summary>The format.</summary>
    public static GorseProblem Format { get; } = new();

    /// <summary>The request is wrong.</summary>
    public static ProblemException BadRequest(string message) => new(Problem.BadRequest(message));

    /// <summary>What is asked for is not there.</summary>
    public static ProblemException NotFound(string message) => new(Problem.NotFound(message));

    /// <inheritdoc/>
    public Task Write(HttpContext context, Problem problem)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(problem.Status == StatusCodes.Status401Unauthorized ? "unauthorized" : problem.Detail, context.RequestAborted);
    }
}

using Marquee.Live;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary>What exceptions mean to whoever sent the request.</summary>
internal static class Problems
{
    /// <summary>The problem of an exception; null for one that nobody expected.</summary>
    public static Problem? Of(Exception exception) => exception switch
    {
        ProblemException known => known.Problem,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.TooLarge("The body is larger than is taken here; send less at once."),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => new Problem(408, "timeout", "The body came too slowly.", "The body of the request came too slowly."),
        BadHttpRequestException bad => Problem.BadRequest(bad.Message) with { Status = bad.StatusCode },
        UploadException upload => Problem.Conflict(upload.Message),
        IdempotencyException conflict => Problem.Conflict(conflict.Message),
        // What a record breaks is told without the name of a parameter; anything else is a mistake of ours.
        ArgumentException { ParamName: null } argument when argument.GetType() == typeof(ArgumentException) => Problem.BadRequest(argument.Message),
        StoreException { IsDiskFull: true } => Problem.InsufficientStorage("The disk of the store is full, and nothing was changed. As soon as there is room, the same request succeeds."),
        StoreException => Problem.Unavailable("The store could not do it. Try again, with the same Idempotency-Key, and it is done once; the service's log says what is wrong.", retryAfter: 2),
        TimeoutException => Problem.Unavailable("The store did not answer in time. What was asked may still be done: repeat the request with the same Idempotency-Key, and it is done once."),
        _ => null,
    };

    /// <summary>A problem with a record, whose message names the key first, in quotes.</summary>
    /// <param name="message">As <see cref="Data.RecordJson"/> says it.</param>
    /// <param name="what">What holds the record.</param>
    public static Problem Body(string message, string what)
    {
        var field = message.StartsWith('"') && message.IndexOf('"', 1) is > 1 and var end ? message[1..end] : null;
        var detail = message.StartsWith("is ", StringComparison.Ordinal) || message.StartsWith("has ", StringComparison.Ordinal) ? $"{what} {message}" : $"{what}: {message}";
        return Problem.BadRequest(detail.EndsWith('.') ? detail : detail + ".", field);
    }
}

namespace Marquee.Server;

/// <summary>What went wrong with a request, in words for whoever sent it (RFC 9457).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A word that programs tell it by, such as <c>bad-request</c>; never changes.</param>
/// <param name="Title">The same for a person; equal for all of one code.</param>
/// <param name="Detail">What was wrong here and what would be right.</param>
/// <param name="Field">The field of the body or the parameter of the query that is meant, if one is.</param>
/// <param name="RetryAfter">After how many seconds to try again, where that helps.</param>
public sealed record Problem(int Status, string Code, string Title, string Detail, string? Field = null, int? RetryAfter = null)
{
    /// <summary>400: the request is wrong.</summary>
    public static Problem BadRequest(string detail, string? field = null) => new(StatusCodes.Status400BadRequest, "bad-request", "The request is wrong.", detail, field);

    /// <summary>401: no key, or one that nobody has.</summary>
    public static Problem Unauthorized(string detail) => new(StatusCodes.Status401Unauthorized, "unauthorized", "An API key is needed.", detail);

    /// <summary>403: the key may not do that.</summary>
    public static Problem Forbidden(string detail) => new(StatusCodes.Status403Forbidden, "forbidden", "This is not allowed.", detail);

    /// <summary>404: there is no such thing.</summary>
    public static Problem NotFound(string detail) => new(StatusCodes.Status404NotFound, "not-found", "There is no such thing.", detail);

    /// <summary>405: not with this method.</summary>
    public static Problem MethodNotAllowed(string detail) => new(StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "Not with this method.", detail);

    /// <summary>409: it contradicts what was done before.</summary>
    public static Problem Conflict(string detail) => new(StatusCodes.Status409Conflict, "conflict", "This contradicts what was done before.", detail);

    /// <summary>412: the record has changed since.</summary>
    public static Problem PreconditionFailed(string detail) => new(StatusCodes.Status412PreconditionFailed, "precondition-failed", "The record is not as the request expects it.", detail);

    /// <summary>413: the body is too large.</summary>
    public static Problem TooLarge(string detail) => new(StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large.", detail);

    /// <summary>415: the body is of another kind than is read here.</summary>
    public static Problem UnsupportedMediaType(string detail) => new(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The body is of another kind.", detail);

    /// <summary>429: too many requests of one key.</summary>
    public static Problem TooManyRequests(string detail, int retryAfter) => new(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests.", detail, RetryAfter: retryAfter);

    /// <summary>500: the service is wrong.</summary>
    public static Problem Internal(string detail) => new(StatusCodes.Status500InternalServerError, "internal", "Something went wrong in the service.", detail);

    /// <summary>507: there is no room.</summary>
    public static Problem InsufficientStorage(string detail) => new(StatusCodes.Status507InsufficientStorage, "insufficient-storage", "There is no room to write.", detail, RetryAfter: 30);

    /// <summary>503: not now.</summary>
    public static Problem Unavailable(string detail, int retryAfter = 1) => new(StatusCodes.Status503ServiceUnavailable, "unavailable", "The service cannot do this now.", detail, RetryAfter: retryAfter);
}

namespace Marquee.Storage;

/// <summary>An upload cannot go on as things stand.</summary>
/// <param name="message">Why, and what would help.</param>
public sealed class UploadException(string message) : Exception(message);

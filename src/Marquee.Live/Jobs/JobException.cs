namespace Marquee.Live;

/// <summary>A job cannot be carried out, for a reason that whoever asked can do something about.</summary>
/// <param name="message">What is wrong and what would be right. Names nobody.</param>
public sealed class JobException(string message) : Exception(message);

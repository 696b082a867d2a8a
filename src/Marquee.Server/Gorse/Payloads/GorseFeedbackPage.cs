namespace Marquee.Server;

/// <summary>Feedback in order of kind, user and item.</summary>
/// <param name="Cursor">Asks for what follows; empty at the end.</param>
/// <param name="Feedback">The feedback.</param>
internal sealed record GorseFeedbackPage(string Cursor, IReadOnlyList<GorseFeedback> Feedback);

namespace Marquee.Storage;

/// <summary>How long the answers of <see cref="IStoreWriter.Remember"/> are kept.</summary>
internal static class RememberedAnswers
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);
}

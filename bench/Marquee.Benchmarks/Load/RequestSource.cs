namespace Marquee.Benchmarks;

/// <summary>Where requests come from: bytes made beforehand, so that making them takes no time from what is measured. Used by one thread.</summary>
internal abstract class RequestSource
{
    /// <summary>Puts the next request into a connection's buffer, which grows where it has to.</summary>
    /// <returns>Its length.</returns>
    public abstract int Next(ref byte[] buffer);

    /// <summary>What one answered request counts for: 1, or the events of a batch.</summary>
    public virtual int Worth => 1;

    protected static int Copy(ReadOnlySpan<byte> request, ref byte[] buffer)
    {
        if (buffer.Length < request.Length)
        {
            buffer = new byte[request.Length];
        }

        request.CopyTo(buffer);
        return request.Length;
    }
}

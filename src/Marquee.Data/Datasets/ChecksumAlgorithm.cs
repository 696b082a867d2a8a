namespace Marquee.Data;

/// <summary>How a checksum of a file is taken.</summary>
public enum ChecksumAlgorithm
{
    /// <summary>MD5, which several publishers put beside their files. It finds accidents, not forgeries.</summary>
    Md5,

    /// <summary>SHA-256.</summary>
    Sha256,

    /// <summary>The name that git gives a file's content: SHA-1 of <c>blob LENGTH</c>, a null byte and the content.</summary>
    GitBlob,
}

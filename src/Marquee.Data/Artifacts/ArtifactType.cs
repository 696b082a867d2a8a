namespace Marquee.Data;

/// <summary>What an array of an artifact holds; all little-endian.</summary>
internal enum ArtifactType
{
    Float32,
    Int32,
    Int64,
}

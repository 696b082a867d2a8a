namespace Marquee.Content;

/// <summary>What keeps embeddings small: a penalty on the head, relation and tail of each fact when it is learned from.</summary>
public enum LinkRegularizer
{
    /// <summary>Sum of cubes of the moduli (Lacroix, Usunier and Obozinski, Canonical Tensor Decomposition for Knowledge Base Completion, 2018).</summary>
    N3,

    /// <summary>Sum of squares.</summary>
    Frobenius,
}

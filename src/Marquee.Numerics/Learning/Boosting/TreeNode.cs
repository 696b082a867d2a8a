namespace Marquee.Numerics.Learning;

/// <summary>A node of a tree: a question with two ways on, or a leaf.</summary>
/// <param name="Feature">The feature that is asked about; -1 for a leaf.</param>
/// <param name="Threshold">Values up to this go left, larger ones right.</param>
/// <param name="MissingLeft">Whether a missing value goes left.</param>
/// <param name="Child">Index of the left node within the tree, behind this one; the right node follows it.</param>
/// <param name="Value">What a leaf adds to the score.</param>
/// <param name="Cover">Training rows that came here.</param>
/// <param name="Gain">By how much the split made the loss smaller, as far as two derivatives tell.</param>
public readonly record struct TreeNode(int Feature, float Threshold, bool MissingLeft, int Child, float Value, float Cover, float Gain)
{
    /// <summary>Whether it is a leaf.</summary>
    public bool IsLeaf => Feature < 0;

    /// <summary>Where a value goes on: the index of a node within the tree.</summary>
    public int Next(float value) => Child + (float.IsNaN(value) ? (MissingLeft ? 0 : 1) : value <= Threshold ? 0 : 1);
}

using Marquee.Data;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Boosted trees in an artifact: an array for each part of a node.</summary>
internal static class TreeArrays
{
    /// <summary>Writes trees.</summary>
    public static void Write(ArtifactWriter writer, BoostedTrees trees)
    {
        var nodes = trees.AllNodes.ToArray();
        writer.Properties["features"] = trees.Features;
        writer.Properties["nodes"] = nodes.Length;
        writer.Write("base", new[] { trees.BaseScore }, 1);
        writer.Write("offsets", trees.Offsets);
        writer.Write("split-features", Array.ConvertAll(nodes, node => node.Feature));
        writer.Write("children", Array.ConvertAll(nodes, node => node.Child));
        writer.Write("missing-left", Array.ConvertAll(nodes, node => node.MissingLeft ? 1 : 0));
        writer.Write("thresholds", Array.ConvertAll(nodes, node => node.Threshold), nodes.Length);
        writer.Write("values", Array.ConvertAll(nodes, node => node.Value), nodes.Length);
        writer.Write("covers", Array.ConvertAll(nodes, node => node.Cover), nodes.Length);
        writer.Write("gains", Array.ConvertAll(nodes, node => node.Gain), nodes.Length);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The artifact is damaged.</exception>
    public static BoostedTrees Read(ArtifactReader reader)
    {
        var count = reader.IntProperty("nodes");
        var (features, children, missingLeft) = (reader.ReadInts("split-features"), reader.ReadInts("children"), reader.ReadInts("missing-left"));
        if (features.Length != count || children.Length != count || missingLeft.Length != count)
        {
            throw new InvalidDataException($"The {count} nodes of the trees have {features.Length} features, {children.Length} children and {missingLeft.Length} directions: the artifact is damaged.");
        }

        var thresholds = reader.ReadFloats("thresholds", count).Span;
        var values = reader.ReadFloats("values", count).Span;
        var covers = reader.ReadFloats("covers", count).Span;
        var gains = reader.ReadFloats("gains", count).Span;
        var nodes = new TreeNode[count];
        for (var node = 0; node < count; node++)
        {
            nodes[node] = new TreeNode(features[node], thresholds[node], missingLeft[node] != 0, children[node], values[node], covers[node], gains[node]);
        }

        try
        {
            return new BoostedTrees(reader.IntProperty("features"), reader.ReadFloats("base", 1).Span[0], reader.ReadInts("offsets"), nodes);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"The artifact's trees are damaged: {exception.Message}", exception);
        }
    }
}

using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;

namespace Marquee.Content;

/// <summary>Writes a map as one HTML file that needs nothing else: an SVG picture, light and dark, with titles on hovering, a search box, and pan and zoom.</summary>
public static class MapPicture
{
    private const double Width = 1000;
    private const double Margin = 24;

    // Hues a golden angle apart: neighbours in the list look different.
    private const double GoldenAngle = 137.50776;

    /// <summary>Writes the file.</summary>
    /// <param name="map">The map.</param>
    /// <param name="title">What stands above it.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(ItemMap map, string title, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(writer);
        var (left, top, scale, height) = Frame(map);
        var about = string.Create(CultureInfo.InvariantCulture, $"{map.Points.Count} items by {map.Shows} in {map.Clusters.Count} clusters; {map.KeptNeighbours:P0} of nearest neighbours kept");
        var body = new StringBuilder();
        for (var cluster = 0; cluster < map.Clusters.Count; cluster++)
        {
            var (hue, lightness) = (cluster * GoldenAngle % 360, cluster % 3 == 1 ? 42 : cluster % 3 == 2 ? 62 : 52);
            body.Append(CultureInfo.InvariantCulture, $"<g fill=\"hsl({hue:F0} 62% {lightness}%)\">\n");
            foreach (var point in map.Points.Where(point => point.Cluster == cluster))
            {
                var name = point.Title ?? point.Item;
                body.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{(point.X - left) * scale:F1}\" cy=\"{(point.Y - top) * scale:F1}\" r=\"{Radius(map.Points.Count):F1}\">");
                body.Append("<title>").Append(Encoded(name)).Append(" — ").Append(Encoded(map.Clusters[cluster].Name)).Append("</title></circle>\n");
            }

            body.Append("</g>\n");
        }

        foreach (var cluster in map.Clusters)
        {
            body.Append(CultureInfo.InvariantCulture, $"<text x=\"{(cluster.X - left) * scale:F1}\" y=\"{(cluster.Y - top) * scale:F1}\">{Encoded(cluster.Name)}</text>\n");
        }

        // Parts are put in where their marks stand, each mark once, so that no title can be taken for a mark.
        var template = Template();
        foreach (var part in template.Split("{{"))
        {
            var end = part.IndexOf("}}", StringComparison.Ordinal);
            writer.Write(end < 0 ? string.Empty : part[..end] switch
            {
                "title" => Encoded(title),
                "about" => Encoded(about),
                "width" => Width.ToString("F0", CultureInfo.InvariantCulture),
                "height" => height.ToString("F0", CultureInfo.InvariantCulture),
                "body" => body.ToString(),
                var mark => throw new InvalidOperationException($"The page of a map has a mark '{mark}' that stands for nothing."),
            });
            writer.Write(end < 0 ? part : part[(end + 2)..]);
        }
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);

    private static double Radius(int items) => Math.Clamp(110 / Math.Sqrt(items + 1), 0.8, 6);

    private static (double Left, double Top, double Scale, double Height) Frame(ItemMap map)
    {
        if (map.Points.Count == 0)
        {
            return (0, 0, 1, Width / 2);
        }

        var (left, right) = (map.Points.Min(point => point.X), map.Points.Max(point => point.X));
        var (top, bottom) = (map.Points.Min(point => point.Y), map.Points.Max(point => point.Y));
        var scale = (Width - (2 * Margin)) / Math.Max(right - left, 1e-6);
        return (left - (Margin / scale), top - (Margin / scale), scale, ((bottom - top) * scale) + (2 * Margin));
    }

    private static string Template()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Marquee.Content.MapPicture.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

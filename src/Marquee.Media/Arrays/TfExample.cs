using System.Text;

namespace Marquee.Media;

/// <summary>A record of features by name, as TensorFlow writes them (<c>tf.train.Example</c>).</summary>
public sealed class TfExample
{
    private TfExample(Dictionary<string, TfFeature> features) => Features = features;

    /// <summary>Its features by name.</summary>
    public IReadOnlyDictionary<string, TfFeature> Features { get; }

    /// <summary>Reads a record.</summary>
    /// <param name="record">A serialised message, such as <see cref="TfRecordReader"/> gives.</param>
    /// <exception cref="MediaException">It is damaged.</exception>
    public static TfExample Parse(ReadOnlySpan<byte> record)
    {
        var features = new Dictionary<string, TfFeature>();
        var example = new ProtobufReader(record);
        while (example.Next())
        {
            var map = new ProtobufReader(example.Field == 1 ? example.Content : default);
            while (map.Next())
            {
                if (map.Field == 1)
                {
                    ParseEntry(map.Content, features);
                }
            }
        }

        return new TfExample(features);
    }

    private static void ParseEntry(ReadOnlySpan<byte> entry, Dictionary<string, TfFeature> features)
    {
        var name = string.Empty;
        var (bytes, singles, integers) = (new List<byte[]>(), new List<float>(), new List<long>());
        var fields = new ProtobufReader(entry);
        while (fields.Next())
        {
            if (fields.Field == 1)
            {
                name = Encoding.UTF8.GetString(fields.Content);
            }

            var kinds = new ProtobufReader(fields.Field == 2 ? fields.Content : default);
            while (kinds.Next())
            {
                var values = new ProtobufReader(kinds.Content);
                while (values.Next())
                {
                    Add(kinds.Field, values, bytes, singles, integers);
                }
            }
        }

        features[name] = new TfFeature(bytes, singles, integers);
    }

    private static void Add(int kind, ProtobufReader value, List<byte[]> bytes, List<float> singles, List<long> integers)
    {
        if (value.Field != 1)
        {
            return;
        }

        switch (kind)
        {
            case 1:
                bytes.Add(value.Content.ToArray());
                break;
            case 2:
                ProtobufReader.ReadSingles(value.Content, singles);
                break;
            case 3 when value.IsNumber:
                integers.Add((long)value.Number);
                break;
            case 3:
                for (var packed = value.Content; !packed.IsEmpty;)
                {
                    integers.Add((long)ProtobufReader.ReadNumber(ref packed));
                }

                break;
        }
    }
}

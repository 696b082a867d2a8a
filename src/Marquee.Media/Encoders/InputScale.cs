using Marquee.Data;

namespace Marquee.Media;

/// <summary>Brings each channel to mean 0 and deviation 1 over the examples that an encoder was trained on; it belongs to the encoder, and examples of other catalogues are scaled by the same numbers.</summary>
internal sealed class InputScale
{
    private const int MostExamples = 2000;

    private readonly float[] _means;
    private readonly float[] _factors;

    private InputScale(float[] means, float[] factors) => (_means, _factors) = (means, factors);

    /// <summary>Measures examples, at most two thousand of them, equally far apart.</summary>
    public static InputScale Of(IExamples examples)
    {
        var (channels, count) = (examples.Shape.Channels, Math.Min(MostExamples, examples.Count));
        var (sums, squares, numbers) = (new double[channels], new double[channels], new float[examples.Shape.Count]);
        for (var example = 0; example < count; example++)
        {
            examples.Read((int)((long)example * examples.Count / count), numbers);
            for (var index = 0; index < numbers.Length; index++)
            {
                sums[index % channels] += numbers[index];
                squares[index % channels] += (double)numbers[index] * numbers[index];
            }
        }

        var (means, factors) = (new float[channels], new float[channels]);
        var places = (double)count * numbers.Length / channels;
        for (var channel = 0; channel < channels; channel++)
        {
            var mean = sums[channel] / places;
            var variance = (squares[channel] / places) - (mean * mean);
            means[channel] = (float)mean;

            // A channel that never changes says nothing: it becomes 0, and stays near it elsewhere.
            factors[channel] = variance > 1e-12 * (1 + (mean * mean)) ? (float)(1 / Math.Sqrt(variance)) : 1;
        }

        return new InputScale(means, factors);
    }

    /// <summary>Scales examples that lie one after the other.</summary>
    public void Apply(Span<float> numbers)
    {
        for (var place = 0; place < numbers.Length; place += _means.Length)
        {
            for (var channel = 0; channel < _means.Length; channel++)
            {
                numbers[place + channel] = (numbers[place + channel] - _means[channel]) * _factors[channel];
            }
        }
    }

    /// <summary>Writes it.</summary>
    public void Save(ArtifactWriter writer)
    {
        writer.Write("means", _means, _means.Length);
        writer.Write("factors", _factors, _factors.Length);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static InputScale Load(ArtifactReader reader, int channels) => new(reader.ReadFloats("means", channels).ToArray(), reader.ReadFloats("factors", channels).ToArray());
}

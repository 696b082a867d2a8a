using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>Makes one vector of each text: gated recurrent units walk over its words from both ends, and the mean of their states is taken.</summary>
internal sealed class RecurrentReader(ParameterSet parameters, string name, int inputs, int hidden)
{
    private readonly GruLayer _forward = new(parameters, $"{name}.forward", inputs, hidden);
    private readonly GruLayer _backward = new(parameters, $"{name}.backward", inputs, hidden);

    /// <summary>Reads texts.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="words">What is known of each word, <c>places x inputs</c>.</param>
    /// <param name="places">The texts.</param>
    /// <returns><c>texts x 2 hidden</c>; zeros for a text without words.</returns>
    public Tensor Read(Tape tape, Tensor words, TextPlaces places)
    {
        if (places.LongestText == 0)
        {
            var nothing = tape.Input(new TensorShape(places.Count, 2 * hidden));
            nothing.Values.Clear();
            return nothing;
        }

        return tape.Concatenate(^1, Walk(tape, _forward, words, places, fromEnd: false), Walk(tape, _backward, words, places, fromEnd: true));
    }

    private Tensor Walk(Tape tape, GruLayer units, Tensor words, TextPlaces places, bool fromEnd)
    {
        var (steps, texts) = (places.LongestText, places.Count);
        // Step by step, text beside text; behind the end of a text there is nothing, and no state from there counts.
        var rows = new int[steps * texts];
        var (states, starts, weights) = (new int[places.PlaceCount], new int[texts + 1], new float[places.PlaceCount]);
        Array.Fill(rows, -1);
        for (var text = 0; text < texts; text++)
        {
            var (first, length) = (places.Offsets[text], places.Offsets[text + 1] - places.Offsets[text]);
            for (var step = 0; step < length; step++)
            {
                rows[(step * texts) + text] = fromEnd ? first + length - 1 - step : first + step;
                (states[first + step], weights[first + step]) = ((step * texts) + text, 1f / length);
            }

            starts[text + 1] = first + length;
        }

        var walked = units.Apply(tape, tape.Reshape(tape.Gather(words, rows), new TensorShape([steps, texts, inputs])));
        return tape.SegmentSum(tape.Reshape(walked, new TensorShape(steps * texts, hidden)), states, starts, weights);
    }
}

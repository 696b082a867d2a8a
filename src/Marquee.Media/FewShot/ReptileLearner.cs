using System.Runtime.InteropServices;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>An encoder and a head for the classes of one task, that learn the task by a few steps.</summary>
internal sealed class ReptileLearner
{
    private readonly IEncoder _encoder;
    private readonly LinearLayer _head;
    private readonly InputScale _scale;
    private readonly ReptileOptions _options;
    private readonly Tape _tape;

    public ReptileLearner(MediaEncoderModel start, ReptileOptions options)
    {
        Parameters = new ParameterSet(new SplittableRandom(options.Seed).Split("reptile"));
        _encoder = start.Design.Build(Parameters, MediaEncoderModel.EncoderName);
        ParameterArrays.Copy(start.Parameters, string.Empty, Parameters, string.Empty);
        _head = new LinearLayer(Parameters, "head", _encoder.Dimensions, options.Episodes.Ways);
        (_scale, _options, _tape) = (start.Scale, options, new Tape(Parameters));
    }

    /// <summary>What is learned.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Learns a task from its labelled examples, in small batches drawn without replacement until all were there.</summary>
    public void Adapt(IExamples examples, IReadOnlyList<int> support, int shots, int steps, SplittableRandom random)
    {
        var optimizer = new Adam { LearningRate = _options.InnerLearningRate, FirstDecay = 0 };
        int[] order = [.. Enumerable.Range(0, support.Count)];
        var (batch, next) = (Math.Min(_options.InnerBatch, order.Length), order.Length);
        for (var step = 0; step < steps; step++)
        {
            if (next + batch > order.Length)
            {
                random.Shuffle(order.AsSpan());
                next = 0;
            }

            var places = order.AsSpan(next, batch);
            next += batch;
            _tape.Reset(recording: true, training: true, random.NextUInt64());
            var targets = MemoryMarshal.Cast<float, int>(_tape.Scratch(batch));
            var indices = new int[batch];
            for (var row = 0; row < batch; row++)
            {
                (indices[row], targets[row]) = (support[places[row]], places[row] / shots);
            }

            var loss = _tape.Scale(_tape.SoftmaxCrossEntropy(Logits(examples, indices), targets), 1f / batch);
            _tape.Backward(loss);
            optimizer.Step(_tape.Gradients);
        }
    }

    /// <summary>The class of each example, from 0 within the task.</summary>
    public int[] Classify(IExamples examples, IReadOnlyList<int> indices)
    {
        _tape.Reset(recording: false);
        var logits = Logits(examples, indices);
        var answers = new int[indices.Count];
        for (var row = 0; row < answers.Length; row++)
        {
            var own = logits.Values.Slice(row * logits.Shape.Columns, logits.Shape.Columns);
            for (var way = 1; way < own.Length; way++)
            {
                answers[row] = own[way] > own[answers[row]] ? way : answers[row];
            }
        }

        return answers;
    }

    private Tensor Logits(IExamples examples, IReadOnlyList<int> indices) =>
        _head.Apply(_tape, _encoder.Encode(_tape, EpisodeNetwork.Read(_tape, examples, indices, null, _scale, null)));
}

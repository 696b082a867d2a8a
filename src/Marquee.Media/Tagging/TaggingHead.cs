using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Makes log-odds of labels of a vector: a logistic regression or a mixture of several for each label.</summary>
internal sealed class TaggingHead
{
    private readonly Parameter _weights;
    private readonly Parameter _bias;
    private readonly int _labels;

    /// <summary>Adds the parameters to a set. Where nothing is known of an example, each label begins with the odds that it has among all.</summary>
    public TaggingHead(ParameterSet parameters, string name, int inputs, LabelSets labels, int experts)
    {
        (_labels, Experts) = (labels.LabelCount, experts);
        var outputs = experts == 1 ? _labels : ((2 * experts) + 1) * _labels;

        // Experts must differ to become different; a single one begins best by knowing nothing.
        var shape = new TensorShape(inputs, outputs);
        _weights = experts == 1 ? parameters.AddConstant($"{name}.weights", shape) : parameters.AddNormal($"{name}.weights", shape, 0.1 / Math.Sqrt(inputs));
        _bias = parameters.AddConstant($"{name}.bias", new TensorShape(outputs));
        var frequencies = labels.Frequencies();
        for (var output = 0; output < outputs; output++)
        {
            if (experts == 1 || output >= (experts + 1) * _labels)
            {
                // One example more that has half of every label: the odds of what nobody has are not zero.
                var frequency = frequencies[output % _labels] + 0.5;
                _bias.Values[output] = (float)Math.Log(frequency / (labels.Count + 1 - frequency));
            }
        }
    }

    /// <summary>Experts a label.</summary>
    public int Experts { get; }

    /// <summary>The numbers that loss and odds are made of.</summary>
    public Tensor Apply(Tape tape, Tensor vectors) => tape.Linear(vectors, tape.Use(_weights), tape.Use(_bias));

    /// <summary>The loss, a sum over examples and labels.</summary>
    public Tensor Loss(Tape tape, Tensor logits, LabelSets labels, ReadOnlySpan<int> examples)
    {
        if (Experts > 1)
        {
            return tape.MixtureLoss(logits, labels, examples, Experts);
        }

        var targets = tape.Scratch(logits.Count);
        targets.Clear();
        for (var row = 0; row < examples.Length; row++)
        {
            foreach (var label in labels.Of(examples[row]))
            {
                targets[(row * _labels) + label] = 1;
            }
        }

        return tape.BinaryCrossEntropy(logits, targets);
    }

    /// <summary>The log-odds of one row of <see cref="Apply"/>.</summary>
    public void LogOdds(Tensor logits, int row, Span<float> odds)
    {
        if (Experts == 1)
        {
            logits.Values.Slice(row * _labels, _labels).CopyTo(odds);
        }
        else
        {
            MixtureKernel.LogOdds(logits.Values.Slice(row * logits.Shape.Columns, logits.Shape.Columns), _labels, Experts, odds);
        }
    }
}

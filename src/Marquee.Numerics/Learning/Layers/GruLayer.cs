using System.Buffers;

namespace Marquee.Numerics.Learning;

/// <summary>Gated recurrent units over a sequence, with their parameters.</summary>
public sealed class GruLayer
{
    private readonly LinearLayer _ofInput;
    private readonly LinearLayer _ofState;

    /// <summary>Adds the parameters of the layers <c>name.input</c> and <c>name.state</c> to a set.</summary>
    /// <param name="parameters">The set.</param>
    /// <param name="name">Name of the layer, unique within the set.</param>
    /// <param name="inputs">Numbers that come in at each step.</param>
    /// <param name="hidden">Numbers of the state.</param>
    public GruLayer(ParameterSet parameters, string name, int inputs, int hidden)
    {
        _ofInput = new LinearLayer(parameters, $"{name}.input", inputs, 3 * hidden);
        _ofState = new LinearLayer(parameters, $"{name}.state", hidden, 3 * hidden);
        Hidden = hidden;
    }

    /// <summary>Numbers of the state.</summary>
    public int Hidden { get; }

    /// <summary>Walks through sequences side by side, from a state of zeros.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input"><c>steps x sequences x inputs</c>.</param>
    /// <returns>The state after each step, <c>steps x sequences x hidden</c>.</returns>
    /// <exception cref="ArgumentException">The input is of another shape, or has no step.</exception>
    /// <remarks>The input's product is one for all steps.</remarks>
    public Tensor Apply(Tape tape, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        if (input.Shape.Rank != 3 || input.Shape[0] == 0)
        {
            throw new ArgumentException($"Sequences are a tensor of steps x sequences x inputs with at least one step, not {input.Shape}.", nameof(input));
        }

        var (steps, sequences) = (input.Shape[0], input.Shape[1]);
        var ofInput = _ofInput.Apply(tape, input);
        var state = tape.Input(new TensorShape(sequences, Hidden));
        state.Values.Clear();
        var states = ArrayPool<Tensor>.Shared.Rent(steps);
        for (var step = 0; step < steps; step++)
        {
            var ofStep = tape.Reshape(tape.Slice(ofInput, 0, step, 1), new TensorShape(sequences, 3 * Hidden));
            state = tape.GruCell(ofStep, _ofState.Apply(tape, state), state);
            states[step] = tape.Reshape(state, new TensorShape([1, sequences, Hidden]));
        }

        var output = tape.Concatenate(0, states.AsSpan(0, steps));
        ArrayPool<Tensor>.Shared.Return(states, clearArray: true);
        return output;
    }
}

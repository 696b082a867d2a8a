namespace Marquee.Numerics.Learning;

/// <summary>Gated recurrent units on a tape.</summary>
public static unsafe class GruCells
{
    /// <summary>
    /// One step of gated recurrent units: with the gates' sums of the input (<c>a</c>) and of the state (<c>b</c>), <c>reset = sigmoid(a1 + b1)</c>, <c>update = sigmoid(a2 + b2)</c>,
    /// <c>candidate = tanh(a3 + reset * b3)</c> and <c>next = (1 - update) * candidate + update * state</c>, all in one pass.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="ofInput">The linear map of the input, <c>n x 3 hidden</c>: reset, update, candidate. That of all steps can be one product.</param>
    /// <param name="ofState">The linear map of the state, <c>n x 3 hidden</c>.</param>
    /// <param name="state">The state, <c>n x hidden</c>.</param>
    /// <returns>The next state, <c>n x hidden</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <remarks>Source: Cho et al., Learning Phrase Representations using RNN Encoder-Decoder, 2014, in the form of cuDNN, where the reset gate comes after the state's product.</remarks>
    public static Tensor GruCell(this Tape tape, Tensor ofInput, Tensor ofState, Tensor state)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(ofInput);
        ArgumentNullException.ThrowIfNull(ofState);
        ArgumentNullException.ThrowIfNull(state);
        var (rows, hidden) = (state.Shape.Rows, state.Shape.Columns);
        var gates = new TensorShape(rows, 3 * hidden);
        if (state.Shape.Rank != 2 || ofInput.Shape != gates || ofState.Shape != gates)
        {
            throw new ArgumentException($"A state of {state.Shape} takes two maps of {gates}, not {ofInput.Shape} and {ofState.Shape}.", nameof(state));
        }

        var output = tape.NewTensor(state.Shape, ofInput.RequiresGradient || ofState.RequiresGradient || state.RequiresGradient);
        var kept = tape.Numbers(rows * 3 * hidden);
        for (var row = 0; row < rows; row++)
        {
            GruKernel.Chosen.Forward(ofInput.Row(row), ofState.Row(row), state.Row(row), hidden, kept + (nint)row * 3 * hidden, output.Row(row));
        }

        if (output.RequiresGradient)
        {
            var operation = tape.Record<GruCellOperation>(output);
            (operation.OfInput, operation.OfState, operation.State) = (ofInput, ofState, state);
            operation.Gates = kept;
        }

        return output;
    }

    private sealed class GruCellOperation : Operation
    {
        public Tensor OfInput = null!;
        public Tensor OfState = null!;
        public Tensor State = null!;
        public float* Gates;

        protected internal override void Backward(Tape tape)
        {
            var (rows, hidden) = (State.Shape.Rows, State.Shape.Columns);
            // Whoever wants no gradient gets memory that nobody reads.
            var (inputHeld, statesHeld, stateHeld) = (0f, 0f, 0f);
            var input = OfInput.RequiresGradient ? OfInput.ReceiveGradient(out inputHeld) : tape.Numbers(OfInput.Count);
            var states = OfState.RequiresGradient ? OfState.ReceiveGradient(out statesHeld) : tape.Numbers(OfState.Count);
            var state = State.RequiresGradient ? State.ReceiveGradient(out stateHeld) : tape.Numbers(State.Count);
            for (var row = 0; row < rows; row++)
            {
                var gates = (nint)row * 3 * hidden;
                GruKernel.Chosen.Backward(
                    OfState.Row(row), State.Row(row), Gates + gates, Output.GradientData + (nint)row * hidden, hidden,
                    input + gates, inputHeld, states + gates, statesHeld, state + (nint)row * hidden, stateHeld);
            }
        }
    }
}

namespace Marquee.Numerics.Learning;

/// <summary>The computation of <see cref="Attention.Attend"/> and of its gradient, sequence by sequence and head by head. The weights of a sequence and a head are a square matrix.</summary>
internal unsafe struct AttentionWeights
{
    // A multiple of every kernel's rows. Of a row of blocks only what lies left of the end of its diagonal block is computed.
    private const int BlockRows = 96;

    public required Tensor Input;
    public required Tensor? DistanceBias;
    public required Tensor? PairBias;
    public required PairBuckets? Pairs;
    public required int* Offsets;
    public required int Sequences;
    public required int Heads;
    public required int Columns;
    public required bool IsCausal;

    /// <summary>Which weights are set to zero.</summary>
    public required DropoutChance Dropout;

    private float* _weights;

    private float* _kept;

    private readonly int Width => Columns / Heads;

    private readonly nint Stride => 3 * (nint)Columns;

    private readonly float Scale => 1 / MathF.Sqrt(Width);

    public void Forward(Tape tape, Tensor output)
    {
        var (all, longest) = Sizes();
        var keeps = output.RequiresGradient;
        _weights = tape.Numbers(keeps ? checked((int)all) : longest * longest);
        _kept = Dropout.Threshold > 0 ? tape.Numbers(BlockRows * longest) : null;
        var distances = DistanceBias is null ? null : tape.Numbers(longest);
        var counter = 0u;
        for (var sequence = 0; sequence < Sequences; sequence++)
        {
            var (start, length) = (Offsets[sequence], Offsets[sequence + 1] - Offsets[sequence]);
            for (var head = 0; head < Heads; head++)
            {
                if (distances != null)
                {
                    SpreadDistances(head, length, distances);
                }

                var weights = _weights + (keeps ? counter : 0);
                for (var row = 0; row < length; row += BlockRows)
                {
                    ForwardBlock(sequence, head, row, weights, counter, distances, output.Data + (start * (nint)Columns) + (head * Width));
                }

                counter += (uint)(length * length);
            }
        }
    }

    public readonly void Backward(Tape tape, Tensor output)
    {
        var (_, longest) = Sizes();
        var held = 0f;
        var gradient = Input.RequiresGradient ? Input.ReceiveGradient(out held) : tape.Numbers(Input.Count);
        var block = tape.Numbers(BlockRows * longest);
        var distances = DistanceBias is { RequiresGradient: true } ? tape.Numbers(longest) : null;
        var counter = 0u;
        for (var sequence = 0; sequence < Sequences; sequence++)
        {
            var (start, length) = (Offsets[sequence], Offsets[sequence + 1] - Offsets[sequence]);
            for (var head = 0; head < Heads; head++)
            {
                if (distances != null)
                {
                    new Span<float>(distances, length).Clear();
                }

                // From the last on, since that one reaches all keys and values, and can overwrite what their gradients held.
                for (var row = (length - 1) / BlockRows * BlockRows; row >= 0 && length > 0; row -= BlockRows)
                {
                    BackwardBlock(
                        sequence, head, row, counter, block, distances,
                        output.GradientData + (start * (nint)Columns) + (head * Width), gradient + (start * Stride) + (head * Width), held);
                }

                if (distances != null)
                {
                    GatherDistances(head, length, distances);
                }

                counter += (uint)(length * length);
            }
        }
    }

    private readonly (long All, int Longest) Sizes()
    {
        var (all, longest) = (0L, 0);
        for (var sequence = 0; sequence < Sequences; sequence++)
        {
            var length = Offsets[sequence + 1] - Offsets[sequence];
            longest = Math.Max(longest, length);
            all += (long)length * length * Heads;
        }

        return (all, longest);
    }

    private readonly void ForwardBlock(int sequence, int head, int row, float* weights, uint counter, float* distances, float* output)
    {
        var length = Offsets[sequence + 1] - Offsets[sequence];
        var input = Input.Data + (Offsets[sequence] * Stride) + (head * Width);
        var rows = Math.Min(BlockRows, length - row);
        var reach = IsCausal ? row + rows : length;
        var ofBlock = weights + ((nint)row * length);
        Products.Run(rows, reach, Width, input + (row * Stride), Stride, false, input + Columns, Stride, true, ofBlock, length, 0, Scale);
        for (var place = row; place < row + rows; place++)
        {
            var ofPlace = weights + ((nint)place * length);
            var seen = IsCausal ? place + 1 : length;
            if (distances != null)
            {
                ElementKernels.Chosen.Add(distances + length - seen, ofPlace, seen);
            }

            if (PairBias is not null)
            {
                var bias = PairBias.Row(head);
                var buckets = Pairs!.Row(sequence, length, place);
                for (var earlier = 0; earlier < buckets.Length; earlier++)
                {
                    ofPlace[earlier] += bias[buckets[earlier]];
                }
            }

            SoftmaxKernels.Chosen.Softmax(ofPlace, seen);
            new Span<float>(ofPlace + seen, reach - seen).Clear();
        }

        var factors = Kept(weights, length, row, rows, reach, counter, out var stride);
        Products.Run(rows, Width, reach, factors, stride, false, input + (2 * Columns), Stride, false, output + (row * (nint)Columns), Columns, 0);
    }

    /// <summary>What dropout leaves of the weights of a block. The same each time for the same counter, so that it need not be kept.</summary>
    private readonly float* Kept(float* weights, int length, int row, int rows, int reach, uint counter, out int stride)
    {
        if (Dropout.Threshold == 0)
        {
            stride = length;
            return weights + ((nint)row * length);
        }

        stride = reach;
        for (var place = row; place < row + rows; place++)
        {
            var first = place * length;
            DropoutKernel.Chosen.Drop(Dropout, weights + first, null, _kept + ((nint)(place - row) * reach), reach, counter + (uint)first);
        }

        return _kept;
    }

    private readonly void BackwardBlock(
        int sequence, int head, int row, uint counter, float* block, float* distances, float* ofOutput, float* ofInput, float held)
    {
        var length = Offsets[sequence + 1] - Offsets[sequence];
        var input = Input.Data + (Offsets[sequence] * Stride) + (head * Width);
        var rows = Math.Min(BlockRows, length - row);
        var reach = IsCausal ? row + rows : length;
        var ofBlock = ofOutput + (row * (nint)Columns);
        var holds = row + rows == length ? held : 1;
        var weights = _weights + counter;
        var factors = Kept(weights, length, row, rows, reach, counter, out var stride);
        Products.Run(reach, Width, rows, factors, stride, true, ofBlock, Columns, false, ofInput + (2 * Columns), Stride, holds);
        Products.Run(rows, reach, Width, ofBlock, Columns, false, input + (2 * Columns), Stride, true, block, reach, 0);
        for (var place = row; place < row + rows; place++)
        {
            var seen = IsCausal ? place + 1 : length;
            var ofPlace = block + ((nint)(place - row) * reach);
            SoftmaxKernels.Chosen.Backward(weights + ((nint)place * length), factors + ((nint)(place - row) * stride), ofPlace, seen);
            new Span<float>(ofPlace + seen, reach - seen).Clear();
            if (distances != null)
            {
                ElementKernels.Chosen.Add(ofPlace, distances + length - seen, seen);
            }

            if (PairBias is { RequiresGradient: true })
            {
                var bias = PairBias.AddGradient() + ((nint)head * PairBias.Shape.Columns);
                var buckets = Pairs!.Row(sequence, length, place);
                for (var earlier = 0; earlier < buckets.Length; earlier++)
                {
                    bias[buckets[earlier]] += ofPlace[earlier];
                }
            }
        }

        Products.Run(rows, Width, reach, block, reach, false, input + Columns, Stride, false, ofInput + (row * Stride), Stride, held, Scale);
        Products.Run(reach, Width, rows, block, reach, true, input + (row * Stride), Stride, false, ofInput + Columns, Stride, holds, Scale);
    }

    /// <summary>The bias of each distance, furthest first, so that those of a place and all before it lie side by side.</summary>
    private readonly void SpreadDistances(int head, int length, float* distances)
    {
        var bias = DistanceBias!.Row(head);
        for (var distance = 0; distance < length; distance++)
        {
            distances[length - 1 - distance] = bias[Math.Min(distance, DistanceBias.Shape.Columns - 1)];
        }
    }

    private readonly void GatherDistances(int head, int length, float* distances)
    {
        var gradient = DistanceBias!.AddGradient() + ((nint)head * DistanceBias.Shape.Columns);
        for (var distance = 0; distance < length; distance++)
        {
            gradient[Math.Min(distance, DistanceBias.Shape.Columns - 1)] += distances[length - 1 - distance];
        }
    }
}

namespace Marquee.Numerics.Learning;

/// <summary>
/// Losses of sets over all rows of a table at once: each place wants some of the rows, and every other row counts against it. Computed together with their gradient, some places at a time, as <see cref="TableLosses"/>.
/// </summary>
public static unsafe class WholeTableLosses
{
    // Numbers of a product that is held at a time.
    private const int HeldNumbers = 1 << 20;
    private const int FewestPlaces = 96;
    private const int MostPlaces = 768;

    // Its exponential is zero beside that of any other number.
    private const float Impossible = -1e30f;

    /// <summary>
    /// Negative log-likelihood of the rows that each place wants, under the softmax over all rows: summed over places and rows that they want, <c>-value * log(softmax(hidden . table + biases)[row])</c>.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="hidden"><c>places x columns</c>.</param>
    /// <param name="table"><c>rows x columns</c>.</param>
    /// <param name="biases"><c>rows</c> numbers.</param>
    /// <param name="wanted">What each place wants, and how much it counts; values are not negative. A place that wants nothing adds nothing.</param>
    /// <param name="excluded">What each place leaves out of the softmax; nothing it wants is among them.</param>
    /// <param name="scale">What the sum is multiplied by.</param>
    /// <returns>A number.</returns>
    /// <remarks><c>6 * places * rows * columns</c> operations with the gradient, 2 without. Source: the multinomial likelihood of Liang, Krishnan, Hoffman and Jebara, Variational Autoencoders for Collaborative Filtering, 2018.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such row.</exception>
    public static Tensor MultinomialLoss(this Tape tape, Tensor hidden, Tensor table, Tensor biases, in TableRows wanted, in TableRows excluded, double scale = 1) =>
        Compute(tape, hidden, table, biases, wanted, excluded, new Multinomial(), scale);

    /// <summary>
    /// Squared errors over all rows: for each place the sum over rows that it wants of <c>(score - value)^2</c> and, over all that are not left out, of <c>othersWeight * score^2</c>, where <c>score = hidden . table + biases</c>.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="hidden"><c>places x columns</c>.</param>
    /// <param name="table"><c>rows x columns</c>.</param>
    /// <param name="biases"><c>rows</c> numbers.</param>
    /// <param name="wanted">What each place wants, and what its score should be.</param>
    /// <param name="excluded">What each place leaves out; nothing it wants is among them.</param>
    /// <param name="othersWeight">The pull of all scores to zero, at least 0; with 0 only what is wanted counts.</param>
    /// <param name="scale">What the sum is multiplied by.</param>
    /// <returns>A number.</returns>
    /// <remarks><c>6 * places * rows * columns</c> operations with the gradient, 2 without. Source: the objective of Hu, Koren and Volinsky, Collaborative Filtering for Implicit Feedback Datasets, 2008, without its regularization.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such row.</exception>
    public static Tensor WholeSquaredError(
        this Tape tape, Tensor hidden, Tensor table, Tensor biases, in TableRows wanted, in TableRows excluded, float othersWeight, double scale = 1) =>
        Compute(tape, hidden, table, biases, wanted, excluded, new SquaredErrors(othersWeight), scale);

    private static Tensor Compute<TForm>(
        Tape tape, Tensor hidden, Tensor table, Tensor biases, in TableRows wanted, in TableRows excluded, TForm form, double scale)
        where TForm : struct, IForm
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(hidden);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(biases);
        if (hidden.Shape.Rank != 2 || table.Shape.Rank != 2 || hidden.Shape.Columns != table.Shape.Columns || table.Shape.Rows == 0 || biases.Count != table.Shape.Rows)
        {
            throw new ArgumentException(
                $"Places of {hidden.Shape} cannot choose from a table of {table.Shape} with biases of {biases.Shape}: both have the same columns, the table at least a row, and each row a bias.", nameof(table));
        }

        var (places, rows, columns) = (hidden.Shape.Rows, table.Shape.Rows, table.Shape.Columns);
        wanted.Check(places, rows, nameof(wanted));
        if (!excluded.Offsets.IsEmpty)
        {
            excluded.Check(places, rows, nameof(excluded));
        }

        var output = tape.NewTensor(new TensorShape(), hidden.RequiresGradient || table.RequiresGradient || biases.RequiresGradient);
        WholeTableOperation? kept = null;
        if (output.RequiresGradient)
        {
            kept = tape.Record<WholeTableOperation>(output);
            (kept.Hidden, kept.Table, kept.Biases) = (hidden, table, biases);
            kept.OfHidden = hidden.RequiresGradient ? Zeros(tape, hidden.Count) : null;
            kept.OfTable = table.RequiresGradient ? Zeros(tape, table.Count) : null;
            kept.OfBiases = biases.RequiresGradient ? Zeros(tape, biases.Count) : null;
        }

        var height = Math.Min(places, Math.Clamp(HeldNumbers / rows / 96 * 96, FewestPlaces, MostPlaces));
        var scores = tape.Numbers(checked(height * rows));
        var scratch = tape.Numbers(wanted.MostRows);
        var loss = 0.0;
        for (var first = 0; first < places; first += height)
        {
            var count = Math.Min(height, places - first);
            new PackedProduct
            {
                Kernel = MatrixKernels.Default.Tile,
                A = new MatrixOperand(hidden.Row(first), columns, false),
                B = new MatrixOperand(table.Data, columns, true),
                C = scores,
                CStride = rows,
                Rows = count,
                Columns = rows,
                Depth = columns,
                RowToAdd = biases.Data,
            }.Run(maxDegreeOfParallelism: 1);
            for (var place = first; place < first + count; place++)
            {
                loss += form.ToGradient(scores + ((nint)(place - first) * rows), rows, wanted, excluded, place, (float)scale, scratch);
            }

            if (kept is null)
            {
                continue;
            }

            if (kept.OfHidden != null)
            {
                Products.Run(count, columns, rows, scores, false, table.Data, false, kept.OfHidden + ((nint)first * columns), 0);
            }

            if (kept.OfTable != null)
            {
                Products.Run(rows, columns, count, scores, true, hidden.Row(first), false, kept.OfTable, first == 0 ? 0 : 1);
            }

            if (kept.OfBiases != null)
            {
                ColumnSums.Chosen.Add(scores, count, rows, kept.OfBiases);
            }
        }

        *output.Data = (float)(loss * scale);
        return output;
    }

    private static float* Zeros(Tape tape, int count)
    {
        var numbers = tape.Numbers(count);
        new Span<float>(numbers, count).Clear();
        return numbers;
    }

    /// <summary>What is made of the scores of one place.</summary>
    private interface IForm
    {
        /// <summary>Turns the scores of a place into their gradient, times a scale, and returns its loss. The scratch holds as many numbers as a place wants rows.</summary>
        double ToGradient(float* scores, int rows, in TableRows wanted, in TableRows excluded, int place, float scale, float* scratch);
    }

    private readonly struct Multinomial : IForm
    {
        public double ToGradient(float* scores, int rows, in TableRows wanted, in TableRows excluded, int place, float scale, float* scratch)
        {
            var ofPlace = wanted.Of(place);
            if (ofPlace.IsEmpty)
            {
                new Span<float>(scores, rows).Clear();
                return 0;
            }

            if (!excluded.Offsets.IsEmpty)
            {
                foreach (var row in excluded.Of(place))
                {
                    scores[row] = Impossible;
                }
            }

            var (all, sum) = (0f, 0.0);
            for (var number = 0; number < ofPlace.Length; number++)
            {
                var value = wanted.Value(place, number);
                all += value;
                sum += value * (double)scores[ofPlace[number]];
            }

            var logarithm = SoftmaxKernels.Chosen.Softmax(scores, rows, scale * all);
            for (var number = 0; number < ofPlace.Length; number++)
            {
                scores[ofPlace[number]] -= scale * wanted.Value(place, number);
            }

            return (all * (double)logarithm) - sum;
        }
    }

    private readonly struct SquaredErrors(float othersWeight) : IForm
    {
        public double ToGradient(float* scores, int rows, in TableRows wanted, in TableRows excluded, int place, float scale, float* scratch)
        {
            if (!excluded.Offsets.IsEmpty)
            {
                foreach (var row in excluded.Of(place))
                {
                    scores[row] = 0;
                }
            }

            var ofPlace = wanted.Of(place);
            var loss = othersWeight == 0 ? 0 : othersWeight * (double)ElementKernels.Chosen.Dot(scores, scores, rows);
            for (var number = 0; number < ofPlace.Length; number++)
            {
                var error = scores[ofPlace[number]] - wanted.Value(place, number);
                loss += (double)error * error;
                scratch[number] = error;
            }

            ElementKernels.Chosen.Scale(2 * scale * othersWeight, scores, scores, rows);
            for (var number = 0; number < ofPlace.Length; number++)
            {
                scores[ofPlace[number]] += 2 * scale * scratch[number];
            }

            return loss;
        }
    }

    private sealed class WholeTableOperation : Operation
    {
        public Tensor Hidden = null!;
        public Tensor Table = null!;
        public Tensor Biases = null!;
        public float* OfHidden;
        public float* OfTable;
        public float* OfBiases;

        protected internal override void Backward(Tape tape)
        {
            var scale = *Output.GradientData;
            Add(scale, OfHidden, Hidden);
            Add(scale, OfTable, Table);
            Add(scale, OfBiases, Biases);
        }

        private static void Add(float scale, float* source, Tensor target)
        {
            if (source != null && target.Count > 0)
            {
                ElementKernels.Chosen.AddScaled(scale, source, target.AddGradient(), target.Count);
            }
        }
    }
}

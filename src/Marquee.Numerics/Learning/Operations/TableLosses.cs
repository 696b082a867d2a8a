namespace Marquee.Numerics.Learning;

/// <summary>
/// Losses of choosing from a table by the dot product with a row of it, computed together with their gradient, some places at a time: a product of places and rows is never held as a whole.
/// </summary>
public static unsafe class TableLosses
{
    // Numbers of a product that is held at a time: not much more than a second-level cache holds (four times as many took a fifth longer on Zen 5), and enough places for the packing of the table to be little beside the products.
    private const int HeldNumbers = 1 << 19;
    private const int FewestPlaces = 48;
    private const int MostPlaces = 480;

    // Its exponential is zero beside that of any other number.
    private const float Impossible = -1e30f;

    /// <summary>
    /// The cross-entropy of the softmax over all rows of a table: summed over places and their targets, <c>-share * log(softmax(hidden . table)[target])</c>.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="hidden"><c>places x columns</c>.</param>
    /// <param name="table"><c>rows x columns</c>.</param>
    /// <param name="targets">What is to be foretold at each place, and what is left out of the softmax there.</param>
    /// <param name="scale">What the sum is multiplied by.</param>
    /// <returns>A number.</returns>
    /// <remarks><c>6 * places * rows * columns</c> floating-point operations with the gradient, 2 without.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit, or a range lies outside its list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such row.</exception>
    public static Tensor TableCrossEntropy(this Tape tape, Tensor hidden, Tensor table, in TableTargets targets, double scale = 1)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(hidden);
        ArgumentNullException.ThrowIfNull(table);
        CheckShapes(hidden, table);
        targets.Check(hidden.Shape.Rows);
        foreach (var row in targets.Rows)
        {
            if ((uint)row >= (uint)table.Shape.Rows)
            {
                throw new ArgumentOutOfRangeException(nameof(targets), row, $"The table has rows 0 to {table.Shape.Rows - 1}.");
            }
        }

        var output = tape.NewTensor(new TensorShape(), hidden.RequiresGradient || table.RequiresGradient);
        var kept = Keep(tape, output, hidden, table);
        var (places, rows) = (hidden.Shape.Rows, table.Shape.Rows);
        var height = Height(places, rows);
        var logits = tape.Numbers(checked(height * rows));
        var loss = 0.0;
        for (var first = 0; first < places; first += height)
        {
            var count = Math.Min(height, places - first);
            Products.Run(count, rows, hidden.Shape.Columns, hidden.Row(first), false, table.Data, true, logits, 0);
            for (var place = first; place < first + count; place++)
            {
                loss += ToGradient(logits + ((nint)(place - first) * rows), rows, targets, place, (float)scale);
            }

            kept.Add(hidden, table, first, count, logits);
        }

        *output.Data = (float)(loss * scale);
        return output;
    }

    /// <summary>
    /// A loss over one target at each place and some rows drawn at random, the same at all places: for tables so long that a product with all of their rows would take too much.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="hidden"><c>places x columns</c>.</param>
    /// <param name="positives"><c>places x columns</c>: the row of the table that is the target of each place, as gathered.</param>
    /// <param name="negatives"><c>drawn x columns</c>: the rows drawn, as gathered.</param>
    /// <param name="targets">
    /// For each place which of the drawn rows do not count there, since they are its target or cannot come: the exclusions, as numbers of drawn rows; -1 stands for none. A place without a target adds nothing.
    /// </param>
    /// <param name="loss">Which loss.</param>
    /// <param name="scale">What the sum is multiplied by.</param>
    /// <returns>A number.</returns>
    /// <remarks><c>6 * places * drawn * columns</c> floating-point operations with the gradient, 2 without.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit, or a range lies outside its list.</exception>
    public static Tensor SampledLoss(this Tape tape, Tensor hidden, Tensor positives, Tensor negatives, in TableTargets targets, in SampledLossForm loss, double scale = 1)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(hidden);
        ArgumentNullException.ThrowIfNull(positives);
        ArgumentNullException.ThrowIfNull(negatives);
        CheckShapes(hidden, positives);
        CheckShapes(hidden, negatives);
        targets.Check(hidden.Shape.Rows);
        if (positives.Shape.Rows != hidden.Shape.Rows)
        {
            throw new ArgumentException($"{hidden.Shape.Rows} places have as many targets, not {positives.Shape.Rows}.", nameof(positives));
        }

        var output = tape.NewTensor(new TensorShape(), hidden.RequiresGradient || positives.RequiresGradient || negatives.RequiresGradient);
        var kept = Keep(tape, output, hidden, negatives);
        var (places, drawn, columns) = (hidden.Shape.Rows, negatives.Shape.Rows, hidden.Shape.Columns);
        var height = Height(places, drawn + 1);
        // Each place has its target before the drawn rows.
        var stride = drawn + 1;
        var logits = tape.Numbers(checked(height * stride));
        var sum = 0.0;
        var ofPositives = tape.Numbers(places);
        for (var first = 0; first < places; first += height)
        {
            var count = Math.Min(height, places - first);
            Products.Run(count, drawn, columns, hidden.Row(first), columns, false, negatives.Data, columns, true, logits + 1, stride, 0);
            for (var place = first; place < first + count; place++)
            {
                var ofPlace = logits + ((nint)(place - first) * stride);
                *ofPlace = Dot(hidden.Row(place), positives.Row(place), columns);
                sum += ToGradient(ofPlace, drawn, targets, place, loss, (float)scale);
                ofPositives[place] = *ofPlace;
            }

            kept.Add(hidden, negatives, first, count, logits + 1, stride);
        }

        *output.Data = (float)(sum * scale);
        if (output.RequiresGradient)
        {
            kept.Operation!.Positives = positives;
            kept.Operation.OfPositives = ofPositives;
        }

        return output;
    }

    /// <summary>Turns the logits of a place into their gradient and returns its loss.</summary>
    private static double ToGradient(float* logits, int rows, in TableTargets targets, int place, float scale)
    {
        var ofPlace = targets.Rows[targets.Starts[place]..targets.Ends[place]];
        if (ofPlace.IsEmpty)
        {
            new Span<float>(logits, rows).Clear();
            return 0;
        }

        if (targets.ExcludedStarts.Length > 0)
        {
            foreach (var row in targets.Rows[targets.ExcludedStarts[place]..targets.ExcludedEnds[place]])
            {
                logits[row] = Impossible;
            }
        }

        var (all, wanted) = (0f, 0.0);
        for (var index = 0; index < ofPlace.Length; index++)
        {
            all += targets.Weights[index];
            wanted += targets.Weights[index] * (double)logits[ofPlace[index]];
        }

        var logarithm = SoftmaxKernels.Chosen.Softmax(logits, rows, scale);
        for (var index = 0; index < ofPlace.Length; index++)
        {
            logits[ofPlace[index]] -= scale * targets.Weights[index] / all;
        }

        return logarithm - (wanted / all);
    }

    private static double ToGradient(float* logits, int drawn, in TableTargets targets, int place, in SampledLossForm form, float scale)
    {
        if (targets.Starts[place] == targets.Ends[place])
        {
            new Span<float>(logits, drawn + 1).Clear();
            return 0;
        }

        if (targets.ExcludedStarts.Length > 0)
        {
            foreach (var number in targets.Rows[targets.ExcludedStarts[place]..targets.ExcludedEnds[place]])
            {
                if (number >= 0)
                {
                    logits[1 + number] = Impossible;
                }
            }
        }

        var positive = *logits;
        if (form.IsSoftmax)
        {
            *logits -= (float)form.Correction;
            var logarithm = SoftmaxKernels.Chosen.Softmax(logits, drawn + 1, scale);
            *logits -= scale;
            return logarithm - (positive - form.Correction);
        }

        var negatives = SoftmaxKernels.Chosen.Logistic(logits + 1, drawn, scale);
        // -beta log(sigmoid(s)) = beta softplus(-s), whose derivative is -beta sigmoid(-s).
        var ofPositive = -positive;
        var own = SoftmaxKernels.Chosen.Logistic(&ofPositive, 1, scale);
        *logits = -(float)form.Correction * ofPositive;
        return negatives + (form.Correction * own);
    }

    private static float Dot(float* left, float* right, int count)
    {
        float sum;
        MatrixKernels.Default.Row.Dot(left, count, null, 1, right, count, &sum);
        return sum;
    }

    private static int Height(int places, int rows) => Math.Min(places, Math.Clamp(HeldNumbers / Math.Max(rows, 1) / 48 * 48, FewestPlaces, MostPlaces));

    private static void CheckShapes(Tensor hidden, Tensor table)
    {
        if (hidden.Shape.Rank != 2 || table.Shape.Rank != 2 || hidden.Shape.Columns != table.Shape.Columns || table.Shape.Rows == 0)
        {
            throw new ArgumentException($"Places of {hidden.Shape} cannot choose from a table of {table.Shape}: both have the same columns, and the table at least a row.", nameof(table));
        }
    }

    private static Kept Keep(Tape tape, Tensor output, Tensor hidden, Tensor table)
    {
        if (!output.RequiresGradient)
        {
            return default;
        }

        var operation = tape.Record<TableLossOperation>(output);
        (operation.Hidden, operation.Table, operation.Positives) = (hidden, table, null);
        operation.OfHidden = hidden.RequiresGradient ? tape.Numbers(hidden.Count) : null;
        operation.OfTable = table.RequiresGradient ? tape.Numbers(table.Count) : null;
        return new Kept(operation);
    }

    /// <summary>Gathers the gradient while the loss is computed, as long as what it takes is at hand.</summary>
    private readonly struct Kept(TableLossOperation? operation)
    {
        public TableLossOperation? Operation => operation;

        public void Add(Tensor hidden, Tensor table, int first, int count, float* ofLogits) => Add(hidden, table, first, count, ofLogits, table.Shape.Rows);

        public void Add(Tensor hidden, Tensor table, int first, int count, float* ofLogits, int stride)
        {
            var (rows, columns) = (table.Shape.Rows, table.Shape.Columns);
            if (operation is { OfHidden: not null })
            {
                Products.Run(count, columns, rows, ofLogits, stride, false, table.Data, columns, false, operation.OfHidden + ((nint)first * columns), columns, 0);
            }

            if (operation is { OfTable: not null })
            {
                Products.Run(rows, columns, count, ofLogits, stride, true, hidden.Row(first), columns, false, operation.OfTable, columns, first == 0 ? 0 : 1);
            }
        }
    }

    private sealed class TableLossOperation : Operation
    {
        public Tensor Hidden = null!;
        public Tensor Table = null!;
        public float* OfHidden;
        public float* OfTable;
        public Tensor? Positives;
        public float* OfPositives;

        protected internal override void Backward(Tape tape)
        {
            var scale = *Output.GradientData;
            if (OfHidden != null && Hidden.Count > 0)
            {
                ElementKernels.Chosen.AddScaled(scale, OfHidden, Hidden.AddGradient(), Hidden.Count);
            }

            if (OfTable != null && Hidden.Count > 0)
            {
                ElementKernels.Chosen.AddScaled(scale, OfTable, Table.AddGradient(), Table.Count);
            }

            if (Positives is not null)
            {
                var columns = Hidden.Shape.Columns;
                for (var place = 0; place < Hidden.Shape.Rows; place++)
                {
                    if (Hidden.RequiresGradient)
                    {
                        ElementKernels.Chosen.AddScaled(scale * OfPositives[place], Positives.Row(place), Hidden.AddGradient() + ((nint)place * columns), columns);
                    }

                    if (Positives.RequiresGradient)
                    {
                        ElementKernels.Chosen.AddScaled(scale * OfPositives[place], Hidden.Row(place), Positives.AddGradient() + ((nint)place * columns), columns);
                    }
                }
            }
        }
    }
}

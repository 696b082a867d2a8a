using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>One regularised logistic regression a category over the terms of items: what any encoder has to beat.</summary>
/// <remarks>
/// Minimises <c>sum over items of log(1 + e^(-y (w . x + b))) + regularization / 2 |w|^2</c> for each category by Newton's method, whose systems conjugate gradients solve (Lin, Weng and Keerthi, Trust Region Newton Method for
/// Large-Scale Logistic Regression, 2008, with a halving of the step in place of the region). Convex: the result does not depend on chance. O(iterations * entries) for each category.
/// </remarks>
public static class LinearCategoryTrainer
{
    private const int MostNewtonSteps = 30;
    private const int MostConjugateSteps = 40;
    private const double Tolerance = 1e-3;

    /// <summary>Learns the weights.</summary>
    /// <param name="terms">What is said of the items, <c>items x terms</c>.</param>
    /// <param name="targets">Which categories they have.</param>
    /// <param name="regularization">What weights cost, above 0.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Stops between categories.</param>
    /// <exception cref="ArgumentException">There are more or fewer targets than items.</exception>
    public static LinearCategoryModel Train(SparseMatrix terms, CategoryTargets targets, double regularization, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(regularization);
        if (terms.Rows != targets.ItemCount)
        {
            throw new ArgumentException($"There are terms of {terms.Rows} items and categories of {targets.ItemCount}.", nameof(targets));
        }

        // A row for each category; behind the weights the bias.
        var weights = new DenseMatrix(targets.Names.Count, terms.Columns + 1);
        ParallelBlocks.For(targets.Names.Count, 1, maxDegreeOfParallelism, (start, _, _) =>
        {
            var labels = new double[terms.Rows];
            for (var item = 0; item < labels.Length; item++)
            {
                labels[item] = targets.Has(item, start) ? 1 : 0;
            }

            var found = new Regression(terms, labels, regularization).Solve();
            for (var index = 0; index < found.Length; index++)
            {
                weights[start, index] = (float)found[index];
            }
        }, cancellationToken);
        return new LinearCategoryModel(targets.Names, weights);
    }

    private sealed class Regression(SparseMatrix terms, double[] labels, double regularization)
    {
        private readonly double[] _curvature = new double[terms.Rows];

        public double[] Solve()
        {
            var size = terms.Columns + 1;
            var (weights, gradient, step, trial) = (new double[size], new double[size], new double[size], new double[size]);
            var loss = Loss(weights, gradient);
            var first = Norm(gradient);
            for (var newton = 0; newton < MostNewtonSteps && Norm(gradient) > Tolerance * first && first > 0; newton++)
            {
                Direction(gradient, step);
                var length = 1.0;
                var before = loss;
                do
                {
                    for (var index = 0; index < size; index++)
                    {
                        trial[index] = weights[index] + (length * step[index]);
                    }

                    loss = Loss(trial, null);
                    length /= 2;
                }
                while (loss > before && length > 1e-6);
                trial.CopyTo(weights, 0);
                loss = Loss(weights, gradient);
            }

            return weights;
        }

        private static double Norm(double[] vector) => Math.Sqrt(Dot(vector, vector));

        private static double Dot(double[] one, double[] other)
        {
            var sum = 0.0;
            for (var index = 0; index < one.Length; index++)
            {
                sum += one[index] * other[index];
            }

            return sum;
        }

        private double Loss(double[] weights, double[]? gradient)
        {
            var bias = terms.Columns;
            var loss = 0.0;
            for (var index = 0; index < bias; index++)
            {
                loss += regularization / 2 * weights[index] * weights[index];
            }

            if (gradient is not null)
            {
                for (var index = 0; index < bias; index++)
                {
                    gradient[index] = regularization * weights[index];
                }

                gradient[bias] = 0;
            }

            for (var item = 0; item < terms.Rows; item++)
            {
                var logit = Product(item, weights);
                loss += Math.Max(0, logit) - (logit * labels[item]) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
                if (gradient is not null)
                {
                    var chance = 1 / (1 + Math.Exp(-logit));
                    _curvature[item] = chance * (1 - chance);
                    Add(item, chance - labels[item], gradient);
                }
            }

            return loss;
        }

        /// <summary>Solves <c>H step = -gradient</c> roughly by conjugate gradients.</summary>
        private void Direction(double[] gradient, double[] step)
        {
            Array.Clear(step);
            var residual = Array.ConvertAll(gradient, value => -value);
            var direction = (double[])residual.Clone();
            var product = new double[gradient.Length];
            var squared = Dot(residual, residual);
            var enough = 0.01 * squared;
            for (var iteration = 0; iteration < MostConjugateSteps && squared > enough; iteration++)
            {
                Hessian(direction, product);
                var length = squared / Dot(direction, product);
                for (var index = 0; index < step.Length; index++)
                {
                    step[index] += length * direction[index];
                    residual[index] -= length * product[index];
                }

                var next = Dot(residual, residual);
                for (var index = 0; index < step.Length; index++)
                {
                    direction[index] = residual[index] + (next / squared * direction[index]);
                }

                squared = next;
            }
        }

        private void Hessian(double[] vector, double[] product)
        {
            for (var index = 0; index < terms.Columns; index++)
            {
                product[index] = regularization * vector[index];
            }

            product[terms.Columns] = 0;
            for (var item = 0; item < terms.Rows; item++)
            {
                Add(item, _curvature[item] * Product(item, vector), product);
            }
        }

        private double Product(int item, double[] weights)
        {
            var indices = terms.RowIndices(item);
            var values = terms.RowValues(item);
            var sum = weights[terms.Columns];
            for (var entry = 0; entry < indices.Length; entry++)
            {
                sum += values[entry] * weights[indices[entry]];
            }

            return sum;
        }

        private void Add(int item, double scale, double[] target)
        {
            var indices = terms.RowIndices(item);
            var values = terms.RowValues(item);
            for (var entry = 0; entry < indices.Length; entry++)
            {
                target[indices[entry]] += scale * values[entry];
            }

            target[terms.Columns] += scale;
        }
    }
}

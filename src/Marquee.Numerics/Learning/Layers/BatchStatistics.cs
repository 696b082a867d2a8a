using System.Runtime.InteropServices;

namespace Marquee.Numerics.Learning;

/// <summary>
/// Measures the means and variances that layers of batch normalisation are used with after training: the network runs over data as in training, and each layer's are those over all rows that it saw.
/// </summary>
/// <remarks>
/// Sums are taken in double precision, in the order of the batches: the same batches give the same bits. Some thousand examples suffice; batches should be about as large as the slices of training, because deeper layers see what
/// earlier ones normalised within a batch. Source: Wu and Johnson, Rethinking "Batch" in BatchNorm, 2021 ("precise" batch normalisation), with the variance over all rows in place of the mean of the batches'.
/// </remarks>
public sealed unsafe class BatchStatistics
{
    private readonly Dictionary<BatchNormLayer, Sums> _sums = [];

    private BatchStatistics()
    {
    }

    /// <summary>Runs a network over batches, and writes what its layers of batch normalisation saw into their <see cref="BatchNormLayer.Mean"/> and <see cref="BatchNormLayer.Variance"/>.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="batches">How many batches, at least 1.</param>
    /// <param name="compute">Computes the network on a batch, given by its number from 0. Layers that it does not use keep what they had.</param>
    /// <param name="cancellationToken">Cancels between batches; nothing is written then.</param>
    public static void Measure(ParameterSet parameters, int batches, Action<Tape, int> compute, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batches);
        ArgumentNullException.ThrowIfNull(compute);
        var statistics = new BatchStatistics();
        var tape = new Tape(parameters) { Measurements = statistics };
        for (var batch = 0; batch < batches; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tape.Reset(recording: false, training: true, seed: (ulong)batch);
            compute(tape, batch);
        }

        foreach (var (layer, sums) in statistics._sums)
        {
            sums.Write(layer);
        }
    }

    internal void Add(Tape tape, BatchNormLayer layer, Tensor input)
    {
        var (rows, columns) = (input.Shape.Rows, input.Shape.Columns);
        var mean = tape.Numbers(2 * columns);
        BatchNorms.Measure(tape, input.Data, rows, columns, mean, mean + columns);
        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, layer, out _);
        sums ??= new Sums(columns);
        sums.Add(rows, mean, mean + columns);
    }

    private sealed class Sums(int columns)
    {
        private readonly double[] _numbers = new double[columns];
        private readonly double[] _squares = new double[columns];
        private long _rows;

        public void Add(int rows, float* means, float* variances)
        {
            _rows += rows;
            for (var column = 0; column < columns; column++)
            {
                double mean = means[column], variance = variances[column];
                _numbers[column] += rows * mean;
                _squares[column] += rows * (variance + mean * mean);
            }
        }

        public void Write(BatchNormLayer layer)
        {
            for (var column = 0; column < columns; column++)
            {
                var mean = _numbers[column] / _rows;
                layer.Mean.Values[column] = (float)mean;
                layer.Variance.Values[column] = (float)Math.Max(0, _squares[column] / _rows - mean * mean);
            }
        }
    }
}

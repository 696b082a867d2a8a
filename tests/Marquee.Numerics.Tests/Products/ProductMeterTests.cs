using System.Diagnostics.Metrics;

namespace Marquee.Numerics.Tests;

public sealed class ProductMeterTests
{
    [Fact]
    public void Counts_two_operations_for_each_multiply_add_of_who_listens()
    {
        // Other tests multiply at the same time, on other threads.
        var thread = Environment.CurrentManagedThreadId;
        var counted = new List<long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == ProductMeter.Name && instrument.Name == ProductMeter.OperationsName)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, operations, _, _) =>
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                counted.Add(operations);
            }
        });
        listener.Start();
        MatrixProduct.Multiply(new DenseMatrix(3, 5), false, new DenseMatrix(7, 5), true, new DenseMatrix(3, 7), maxDegreeOfParallelism: 1);
        counted.ShouldBe([2 * 3 * 5 * 7]);
    }
}

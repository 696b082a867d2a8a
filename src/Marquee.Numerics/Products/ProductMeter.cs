using System.Diagnostics.Metrics;

namespace Marquee.Numerics;

/// <summary>Counts what matrix products do, for whoever listens: the meter <see cref="Name"/>, instrument <see cref="OperationsName"/>. Where nobody listens it costs a look.</summary>
internal static class ProductMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Marquee.Numerics";

    /// <summary>Name of the counter of floating-point operations: <c>2 * m * n * k</c> for a product.</summary>
    public const string OperationsName = "marquee.products.floating_point_operations";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Operations = Meter.CreateCounter<long>(OperationsName, description: "Floating-point operations of matrix products.");

    /// <summary>Counts a product.</summary>
    public static void Count(int rows, int columns, int depth)
    {
        if (Operations.Enabled)
        {
            Operations.Add(2L * rows * columns * depth);
        }
    }
}

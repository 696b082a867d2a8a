using System.Globalization;

namespace Marquee.Evaluation;

/// <summary>A difference with its sign and four digits: <c>+0.0123</c>.</summary>
public static class SignedFigure
{
    /// <summary>The difference as text; 0 has no sign.</summary>
    /// <param name="difference">The difference.</param>
    public static string Of(double difference) => difference.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
}

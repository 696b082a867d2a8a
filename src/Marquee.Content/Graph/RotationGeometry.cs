using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>RotatE: a relation is an angle for each complex coordinate.</summary>
internal sealed unsafe class RotationGeometry(int factors) : ComplexGeometry(factors)
{
    public override int RelationFactors => Factors / 2;

    public override bool IsDistance => true;

    public override void Begin(SplittableRandom random, double scale, Span<float> relation)
    {
        foreach (ref var angle in relation)
        {
            angle = (float)(Math.PI * ((2 * random.NextDouble()) - 1));
        }
    }

    public override void Expand(ReadOnlySpan<float> numbers, Span<float> relation)
    {
        for (var index = 0; index < numbers.Length; index++)
        {
            (relation[numbers.Length + index], relation[index]) = MathF.SinCos(numbers[index]);
        }
    }

    public override void ExpandBack(ReadOnlySpan<float> relation, ReadOnlySpan<float> ofRelation, Span<float> ofNumbers)
    {
        var half = ofNumbers.Length;
        for (var index = 0; index < half; index++)
        {
            ofNumbers[index] = (relation[index] * ofRelation[half + index]) - (relation[half + index] * ofRelation[index]);
        }
    }

    /// <remarks>All angles are as good: only entities are kept small.</remarks>
    public override void Penalize(LinkRegularizer form, float weight, float* values, float* gradient, bool isRelation)
    {
        if (!isRelation)
        {
            base.Penalize(form, weight, values, gradient, isRelation);
        }
    }
}

using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>
/// What one model makes of an entity and a relation: a vector that all candidates are compared with at once, by a product or by a distance. Everything adds to its target, and lies side by side.
/// </summary>
internal abstract unsafe class LinkGeometry(int factors)
{
    /// <summary>Numbers an entity.</summary>
    public int Factors => factors;

    /// <summary>Numbers a relation has to learn.</summary>
    public virtual int RelationFactors => factors;

    /// <summary>Whether candidates are compared by their distance instead of a product.</summary>
    public abstract bool IsDistance { get; }

    protected static ElementKernels Elements => ElementKernels.Chosen;

    protected static LinkKernels Kernels => LinkKernels.Chosen;

    /// <summary>The geometry of a model.</summary>
    public static LinkGeometry Of(LinkOptions options) => options.Model switch
    {
        LinkModelKind.TransE => new TranslationGeometry(options.Factors),
        LinkModelKind.DistMult => new DiagonalGeometry(options.Factors),
        LinkModelKind.ComplEx => new ComplexGeometry(options.Factors),
        _ => new RotationGeometry(options.Factors),
    };

    /// <summary>Adds <c>entity . relation</c>, or its inverse, to a vector of zeros.</summary>
    public abstract void Compose(float* entity, float* relation, bool inverse, float* query);

    /// <summary>Adds the gradients of entity and relation, given that of the query.</summary>
    public abstract void ComposeBack(float* entity, float* relation, bool inverse, float* ofQuery, float* ofEntity, float* ofRelation);

    /// <summary>Adds to a vector of zeros what relations are multiplied with, given head and tail; only where candidates are compared by a product.</summary>
    public virtual void Between(float* head, float* tail, float* between) => throw new NotSupportedException("Relations of this model are not compared by a product.");

    /// <summary>Adds the gradients of head and tail, given that of <see cref="Between"/>.</summary>
    public virtual void BetweenBack(float* head, float* tail, float* ofBetween, float* ofHead, float* ofTail) => throw new NotSupportedException("Relations of this model are not compared by a product.");

    /// <summary>Draws the numbers of a relation.</summary>
    public virtual void Begin(SplittableRandom random, double scale, Span<float> relation)
    {
        foreach (ref var number in relation)
        {
            number = (float)(scale * random.NextGaussian());
        }
    }

    /// <summary>The vector that a relation's numbers stand for.</summary>
    public virtual void Expand(ReadOnlySpan<float> numbers, Span<float> relation) => numbers.CopyTo(relation);

    /// <summary>The gradient of a relation's numbers, given that of its vector.</summary>
    public virtual void ExpandBack(ReadOnlySpan<float> relation, ReadOnlySpan<float> ofRelation, Span<float> ofNumbers) => ofRelation.CopyTo(ofNumbers);

    /// <summary>Adds the gradient of a penalty to that of an entity, or of a relation's numbers.</summary>
    public virtual void Penalize(LinkRegularizer form, float weight, float* values, float* gradient, bool isRelation)
    {
        if (form == LinkRegularizer.Frobenius)
        {
            Elements.AddScaled(2 * weight, values, gradient, factors);
        }
        else
        {
            Kernels.AddCubes(3 * weight, values, gradient, factors);
        }
    }
}

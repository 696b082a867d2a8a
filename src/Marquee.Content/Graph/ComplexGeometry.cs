namespace Marquee.Content;

/// <summary>ComplEx: a relation multiplies complex coordinates, its inverse by the conjugate: <c>Re(h r conj(t)) = Re(t conj(r) conj(h))</c>.</summary>
internal unsafe class ComplexGeometry(int factors) : LinkGeometry(factors)
{
    private readonly int _half = factors / 2;

    public override bool IsDistance => false;

    public override void Compose(float* entity, float* relation, bool inverse, float* query) => Kernels.AddComplexProduct(entity, relation, inverse ? -1 : 1, query, _half);

    public override void ComposeBack(float* entity, float* relation, bool inverse, float* ofQuery, float* ofEntity, float* ofRelation)
    {
        Kernels.AddComplexProduct(ofQuery, relation, inverse ? 1 : -1, ofEntity, _half);
        if (inverse)
        {
            Kernels.AddComplexProduct(entity, ofQuery, -1, ofRelation, _half);
        }
        else
        {
            Kernels.AddComplexProduct(ofQuery, entity, -1, ofRelation, _half);
        }
    }

    public override void Between(float* head, float* tail, float* between) => Kernels.AddComplexProduct(tail, head, -1, between, _half);

    public override void BetweenBack(float* head, float* tail, float* ofBetween, float* ofHead, float* ofTail)
    {
        Kernels.AddComplexProduct(ofBetween, head, 1, ofTail, _half);
        Kernels.AddComplexProduct(tail, ofBetween, -1, ofHead, _half);
    }

    public override void Penalize(LinkRegularizer form, float weight, float* values, float* gradient, bool isRelation)
    {
        if (form == LinkRegularizer.N3)
        {
            Kernels.AddComplexCubes(3 * weight, values, gradient, _half);
        }
        else
        {
            base.Penalize(form, weight, values, gradient, isRelation);
        }
    }
}

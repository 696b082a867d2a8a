namespace Marquee.Content;

/// <summary>DistMult: a relation weighs the coordinates. It is its own inverse.</summary>
internal sealed unsafe class DiagonalGeometry(int factors) : LinkGeometry(factors)
{
    public override bool IsDistance => false;

    public override void Compose(float* entity, float* relation, bool inverse, float* query) => Elements.AddProduct(entity, relation, query, Factors);

    public override void ComposeBack(float* entity, float* relation, bool inverse, float* ofQuery, float* ofEntity, float* ofRelation)
    {
        Elements.AddProduct(ofQuery, relation, ofEntity, Factors);
        Elements.AddProduct(ofQuery, entity, ofRelation, Factors);
    }

    public override void Between(float* head, float* tail, float* between) => Elements.AddProduct(head, tail, between, Factors);

    public override void BetweenBack(float* head, float* tail, float* ofBetween, float* ofHead, float* ofTail)
    {
        Elements.AddProduct(ofBetween, tail, ofHead, Factors);
        Elements.AddProduct(ofBetween, head, ofTail, Factors);
    }
}

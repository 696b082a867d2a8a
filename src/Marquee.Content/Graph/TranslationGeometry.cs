namespace Marquee.Content;

/// <summary>TransE: a relation is added.</summary>
internal sealed unsafe class TranslationGeometry(int factors) : LinkGeometry(factors)
{
    public override bool IsDistance => true;

    public override void Compose(float* entity, float* relation, bool inverse, float* query)
    {
        Elements.Add(entity, query, Factors);
        Elements.AddScaled(inverse ? -1 : 1, relation, query, Factors);
    }

    public override void ComposeBack(float* entity, float* relation, bool inverse, float* ofQuery, float* ofEntity, float* ofRelation)
    {
        Elements.Add(ofQuery, ofEntity, Factors);
        Elements.AddScaled(inverse ? -1 : 1, ofQuery, ofRelation, Factors);
    }
}

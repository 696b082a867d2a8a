namespace Marquee.Evaluation;

/// <summary>A measure of how well examples were given their labels.</summary>
public interface ITaggingMetric
{
    /// <summary>Its name in tables, such as <c>gap@20</c>.</summary>
    string Key { get; }

    /// <summary>Sorts and counts what does not depend on how often each example counts, so that many draws of the examples cost little each.</summary>
    /// <param name="examples">Scores and labels.</param>
    /// <returns>The value where each example counts so many times; once where nothing is given. NaN where it is not defined. Called from many threads at once.</returns>
    Func<int[]?, double> Prepare(TaggedExamples examples);
}

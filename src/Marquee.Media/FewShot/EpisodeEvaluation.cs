using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Many episodes, one after the other or side by side; each depends on the seed and on its own number alone.</summary>
internal static class EpisodeEvaluation
{
    public static FewShotResult Run<TScratch>(
        EpisodeSampler sampler, int episodes, ulong seed, int maxDegreeOfParallelism, Func<TScratch> scratch, Func<Episode, int, TScratch, int[]> answer)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentOutOfRangeException.ThrowIfLessThan(episodes, 1);
        var root = new SplittableRandom(seed).Split("episodes");
        var accuracies = new double[episodes];
        ParallelBlocks.For(episodes, 1, maxDegreeOfParallelism, scratch, (start, _, _, own) =>
        {
            var episode = sampler.Draw(root.Split((ulong)start));
            var answers = answer(episode, start, own);
            var right = 0;
            for (var query = 0; query < answers.Length; query++)
            {
                right += answers[query] == episode.ClassOf(query) ? 1 : 0;
            }

            accuracies[start] = (double)right / answers.Length;
        });
        return new FewShotResult(accuracies);
    }
}

using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Experiments;

/// <summary>A family whose model gives every item a score that depends on the seed of the training and on nothing else.</summary>
internal static class FakeFamily
{
    public sealed record FakeOptions : ModelOptions
    {
        [Option("Turns the order of the items around.")]
        public bool Reverse { get; init; }
    }

    public static ModelSetup Setup(Action<Snapshot, TrainingContext>? onTrain = null, bool reverse = false) =>
        new(
            new ModelFamily<FakeOptions>(
                "fake",
                "A fake.",
                "None",
                (snapshot, options, context) =>
                {
                    onTrain?.Invoke(snapshot, context);
                    context.Progress?.Report(new TrainingProgress(1, 1, 0.5));
                    return new FakeModel(snapshot.Items.Count, options, context.Seed);
                },
                (_, _) => throw new NotSupportedException()),
            new FakeOptions { Reverse = reverse });

    private sealed class FakeModel(int items, FakeOptions options, ulong seed) : IModel
    {
        public int ItemCount => items;

        public ModelOptions Options => options;

        public void Score(in History history, Span<float> scores)
        {
            for (var item = 0; item < items; item++)
            {
                scores[item] = (item + (int)seed) % items * (options.Reverse ? -1 : 1);
            }
        }

        public void Save(ArtifactWriter writer) => throw new NotSupportedException();
    }
}

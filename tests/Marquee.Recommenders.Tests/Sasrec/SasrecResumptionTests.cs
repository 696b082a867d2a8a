using Marquee.Data;
using Marquee.Numerics.Learning;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public class SasrecResumptionTests
{
    private static readonly SasrecOptions Small = new() { Factors = 8, Blocks = 1, Heads = 2, Epochs = 4, BatchSize = 16, MaximumLength = 10 };

    [Fact]
    public void A_training_that_was_stopped_goes_on_to_the_same_model()
    {
        var snapshot = SampleSnapshots.Tastes();
        var straight = Scores(SasrecTrainer.Train(snapshot, Small, new TrainingContext()), snapshot);
        var kept = new Kept();
        using var source = new CancellationTokenSource();
        // In the middle of a pass of five steps.
        var stopping = new TrainingContext { Checkpoints = kept, CancellationToken = source.Token, Progress = new After(8, source.Cancel) };
        Should.Throw<OperationCanceledException>(() => SasrecTrainer.Train(snapshot, Small, stopping));
        var steps = 0;
        var goingOn = new TrainingContext { Checkpoints = kept, Progress = new After(1, () => steps++) };
        Scores(SasrecTrainer.Train(snapshot, Small, goingOn), snapshot).ShouldBe(straight);
        steps.ShouldBe(12);
    }

    private static float[] Scores(SasrecModel model, Snapshot snapshot)
    {
        var scores = new float[model.ItemCount];
        model.Score(snapshot.HistoryOf(3), scores);
        return scores;
    }

    private sealed class After(int steps, Action action) : IProgress<TrainingProgress>
    {
        private int _steps;

        public void Report(TrainingProgress value)
        {
            if (++_steps >= steps)
            {
                action();
            }
        }
    }

    private sealed class Kept : ICheckpointStore, ICheckpointWriter, ICheckpointReader
    {
        private Dictionary<string, object>? _kept;
        private Dictionary<string, object> _written = [];

        // Only when it is cancelled and at its end.
        public TimeSpan Interval => TimeSpan.FromDays(1);

        public bool TryLoad(Action<ICheckpointReader> load)
        {
            if (_kept is not null)
            {
                load(this);
            }

            return _kept is not null;
        }

        public void Save(Action<ICheckpointWriter> save)
        {
            _written = [];
            save(this);
            _kept = _written;
        }

        public ICheckpointStore Part(string name) => throw new NotSupportedException(name);

        public void Write(string name, ReadOnlySpan<float> values) => _written.Add(name, values.ToArray());

        public void Write(string name, ReadOnlySpan<int> values) => _written.Add(name, values.ToArray());

        public void Write(string name, double number) => _written.Add(name, number);

        public void Read(string name, Span<float> values) => ((float[])_kept![name]).CopyTo(values);

        public void Read(string name, Span<int> values) => ((int[])_kept![name]).CopyTo(values);

        public double? ReadNumber(string name) => (double?)_kept!.GetValueOrDefault(name);
    }
}

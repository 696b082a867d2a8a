namespace Marquee.Numerics.Learning;

/// <content>What is kept of a training, and going on from it.</content>
public sealed partial class Learner
{
    private long _kept;

    // Everything that the next step depends on. Chance is not among it: it depends on the seed and on the number of the pass or step alone.
    private void Save(ICheckpointWriter writer)
    {
        writer.Write("epoch", _epoch);
        writer.Write("step", _step);
        writer.Write("steps", _steps);
        writer.Write("total-steps", _totalSteps);
        writer.Write("epoch-loss", _epochLoss);
        writer.Write("last-epoch-loss", _lastEpochLoss);
        writer.Write("mean-loss", _meanLoss);
        writer.Write("largest-first-loss", _largestFirstLoss);
        writer.Write("finished", _finished ? 1 : 0);
        writer.Write("elapsed-seconds", (_elapsedBefore + _options.TimeProvider.GetElapsedTime(_started)).TotalSeconds);
        if (_score is { } score && _bestScore is { } best)
        {
            writer.Write("score", score);
            writer.Write("best-score", best);
            writer.Write("best-epoch", _bestEpoch);
        }

        FlatNumbers.Write(writer, "parameters", _parameters.Count, index => _parameters[index].Values);
        if (_finished)
        {
            return;
        }

        _optimizer.Save(writer);
        _average?.Save(writer);
        if (_best is not null)
        {
            FlatNumbers.Write(writer, "best-parameters", _best.Length, index => _best[index]);
        }
    }

    private void Restore(ICheckpointReader reader)
    {
        double Number(string name) => reader.ReadNumber(name) ?? throw new InvalidDataException($"The checkpoint has no number '{name}': it is not that of a training like this.");
        _epoch = (int)Number("epoch");
        _step = (int)Number("step");
        _steps = (int)Number("steps");
        _totalSteps = (int)Number("total-steps");
        _epochLoss = Number("epoch-loss");
        _lastEpochLoss = Number("last-epoch-loss");
        _meanLoss = Number("mean-loss");
        _largestFirstLoss = Number("largest-first-loss");
        _finished = Number("finished") != 0;
        _elapsedBefore = TimeSpan.FromSeconds(Number("elapsed-seconds"));
        _score = reader.ReadNumber("score");
        _bestScore = reader.ReadNumber("best-score");
        _bestEpoch = (int)(reader.ReadNumber("best-epoch") ?? 0);
        FlatNumbers.Read(reader, "parameters", _parameters.Count, index => _parameters[index].Values);
        if (_finished)
        {
            return;
        }

        _optimizer.Restore(reader);
        _average?.Restore(reader);
        if (_bestScore is not null)
        {
            _best = NewCopies();
            FlatNumbers.Read(reader, "best-parameters", _best.Length, index => _best[index]);
        }
    }

    private void Resume()
    {
        _kept = _started;
        if (_totalSteps == 0)
        {
            _options.Checkpoints?.TryLoad(Restore);
        }
    }

    private void KeepWhenDue()
    {
        if (_options.Checkpoints is { } checkpoints && _options.TimeProvider.GetElapsedTime(_kept) >= checkpoints.Interval)
        {
            Keep();
        }
    }

    private void Keep()
    {
        _options.Checkpoints?.Save(Save);
        _kept = _options.TimeProvider.GetTimestamp();
    }

    private float[][] NewCopies() => [.. _parameters.All.Select(parameter => new float[parameter.Shape.Count])];
}

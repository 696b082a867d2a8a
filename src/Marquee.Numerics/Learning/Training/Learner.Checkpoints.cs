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

        writer.Write("layout", Layout());
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
        RequireSameLayout(reader);
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

    /// <summary>Names and shapes of the parameters, by which tables are told apart that hold as many numbers: for each a hash of its name, and its lengths.</summary>
    private int[] Layout() =>
    [
        .. _parameters.All.SelectMany(parameter => Enumerable.Range(0, TensorShape.MaximumRank)
            .Select(axis => axis < parameter.Shape.Rank ? parameter.Shape[axis] : -1)
            .Prepend(parameter.Name.Aggregate(0, (hash, character) => unchecked((hash * 31) + character)))),
    ];

    private void RequireSameLayout(ICheckpointReader reader)
    {
        const int OfParameter = TensorShape.MaximumRank + 1;
        var (here, there) = (Layout(), new int[_parameters.Count * OfParameter]);
        reader.Read("layout", there);
        for (var index = 0; index < _parameters.Count; index++)
        {
            if (!here.AsSpan(index * OfParameter, OfParameter).SequenceEqual(there.AsSpan(index * OfParameter, OfParameter)))
            {
                var lengths = string.Join(" x ", there.Skip((index * OfParameter) + 1).Take(TensorShape.MaximumRank).Where(length => length >= 0));
                throw new InvalidDataException(
                    $"The checkpoint is that of another training: parameter {index + 1} is '{_parameters[index].Name}' of {_parameters[index].Shape} here, and there one of {lengths}, or of another name.");
            }
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

    // That the training was cancelled matters more than that its last state was not kept: whoever cancelled waits for the one and may be told the other.
    private void KeepAfter(OperationCanceledException cancelled)
    {
        try
        {
            Keep();
        }
        catch (Exception failure)
        {
            throw new OperationCanceledException($"The training was cancelled, and its state could not be kept: {failure.Message}", failure, cancelled.CancellationToken);
        }
    }

    private float[][] NewCopies() => [.. _parameters.All.Select(parameter => new float[parameter.Shape.Count])];
}

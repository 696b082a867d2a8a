namespace Marquee.Numerics.Learning;

/// <summary>
/// Trains parameters: passes over the data of a task, step by step. A step computes the loss and gradient of each slice of a batch, sums the gradients, shortens the sum where asked, and lets an optimiser move the parameters.
/// </summary>
/// <remarks>
/// Slices, sums and moves are shared out among threads that live as long as the training; each thread has a tape, each slice a set of gradients. The gradients of slices are summed in the order of the slices, whoever computed them,
/// so the result is the same bits on any number of threads. After the largest step nothing is allocated, as long as the task allocates nothing.
/// </remarks>
public sealed partial class Learner
{
    // Losses from which the first size is taken, and the share of the running mean that a step takes over.
    private const int FirstSteps = 20;
    private const double MeanShare = 0.02;

    private readonly ParameterSet _parameters;
    private readonly ILearningTask _task;
    private readonly Optimizer _optimizer;
    private readonly LearnerOptions _options;
    private readonly SplittableRandom _random;
    private readonly ulong _sliceSeed;
    private readonly StepGradients _gradients;
    private readonly ParameterAverage? _average;
    private readonly Tape[] _tapes;
    private readonly double[] _losses;
    private readonly Action<int, int> _computeSlice;
    private readonly Action<int, int> _sumBlock;
    private readonly Action<int, int> _moveBlock;

    private int _epoch;
    private int _step;
    private int _steps;
    private int _totalSteps;
    private double _epochLoss;
    private double _lastEpochLoss;
    private double _meanLoss;
    private double _largestFirstLoss;
    private double? _score;
    private double? _bestScore;
    private int _bestEpoch;
    private float[][]? _best;
    private bool _finished;

    // Of the step in progress, for the threads.
    private double _rateFactor;
    private double _gradientFactor;

    private TimeSpan _elapsedBefore;
    private long _started;
    private double _progressAtStart;

    /// <summary>A training that has not begun.</summary>
    /// <param name="parameters">What is trained; all of them must have been added.</param>
    /// <param name="task">What they are trained for.</param>
    /// <param name="optimizer">Moves them. It must not have moved others.</param>
    /// <param name="options">Everything else.</param>
    /// <exception cref="ArgumentException">An option is outside of its range, or there are no parameters.</exception>
    public Learner(ParameterSet parameters, ILearningTask task, Optimizer optimizer, LearnerOptions options)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfZero(parameters.Count, nameof(parameters));
        optimizer.Attach(parameters);
        _parameters = parameters;
        _task = task;
        _optimizer = optimizer;
        _options = options;
        _random = new SplittableRandom(options.Seed).Split("epochs");
        _sliceSeed = new SplittableRandom(options.Seed).Split("slices").NextUInt64();
        _gradients = new StepGradients(parameters, task.MaximumSlices);
        _average = options.AverageDecay > 0 ? new ParameterAverage(parameters, options.AverageDecay) : null;
        _tapes = [.. Enumerable.Range(0, ParallelBlocks.Threads(options.MaxDegreeOfParallelism)).Select(_ => new Tape(parameters))];
        _losses = new double[task.MaximumSlices];
        _computeSlice = ComputeSlice;
        _sumBlock = (block, _) => _gradients.SumBlock(block);
        _moveBlock = (block, _) => MoveBlock(_gradients.Block(block));
    }

    /// <summary>Trains to the end.</summary>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <returns>What came of it; the parameters hold what was learned.</returns>
    /// <exception cref="TrainingDivergedException">The loss or a gradient is not a finite number, or the loss has grown far above that of the beginning.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for. Run again, it goes on. Where the state could not be kept, the reason is the inner exception.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, or is that of another training.</exception>
    public LearningResult Run(CancellationToken cancellationToken = default)
    {
        _started = _options.TimeProvider.GetTimestamp();
        try
        {
            Resume();
            _progressAtStart = Progress;
            using var team = new WorkerTeam(_tapes.Length);
            while (!_finished)
            {
                RunEpoch(team, cancellationToken);
            }
        }
        catch (OperationCanceledException cancelled)
        {
            KeepAfter(cancelled);
            throw;
        }
        finally
        {
            _elapsedBefore += _options.TimeProvider.GetElapsedTime(_started);
        }

        return new LearningResult
        {
            Epochs = _epoch,
            Steps = _totalSteps,
            Loss = _lastEpochLoss,
            BestEpoch = _bestScore is null ? null : _bestEpoch,
            BestScore = _bestScore,
        };
    }

    private double Progress => (_epoch + (_steps == 0 ? 0 : (double)_step / _steps)) / _options.Epochs;

    private void RunEpoch(WorkerTeam team, CancellationToken cancellationToken)
    {
        // Of a pass that was begun before the training was interrupted.
        var begun = _steps;
        _steps = _task.BeginEpoch(_epoch, _random.Split((ulong)_epoch));
        if (_steps < 1)
        {
            throw new InvalidOperationException($"Pass {_epoch + 1} has {_steps} steps; a pass has at least one.");
        }

        if (begun != 0 && begun != _steps)
        {
            throw new InvalidDataException($"The checkpoint is that of another training: pass {_epoch + 1} has {begun} steps there, and {_steps} here.");
        }

        while (_step < _steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RunStep(team);
            KeepWhenDue();
        }

        EndEpoch();
    }

    private void RunStep(WorkerTeam team)
    {
        var slices = _task.BeginStep(_step);
        if (slices < 1 || slices > _losses.Length)
        {
            throw new InvalidOperationException($"Step {_step + 1} of pass {_epoch + 1} has {slices} slices; a step has at least one, and by the task's own word at most {_losses.Length}.");
        }

        team.Run(slices, _computeSlice);
        var loss = 0.0;
        for (var slice = 0; slice < slices; slice++)
        {
            loss += _losses[slice];
        }

        if (!double.IsFinite(loss))
        {
            throw NotFinite($"the loss is {loss}", loss, slices);
        }

        _gradients.Prepare(slices);
        team.Run(_gradients.BlockCount, _sumBlock);
        var norm = _gradients.Norm();
        if (!double.IsFinite(norm))
        {
            throw NotFinite("the gradient is no longer finite", loss, slices: 1);
        }

        Watch(loss);
        _rateFactor = _options.Schedule.Factor(_totalSteps, Progress);
        _gradientFactor = _options.MaximumGradientNorm > 0 && norm > _options.MaximumGradientNorm ? _options.MaximumGradientNorm / norm : 1;
        _totalSteps++;
        for (var index = 0; index < _gradients.Sum.Count; index++)
        {
            if (_gradients.Sum[index].IsTouched)
            {
                _optimizer.BeginStep(_gradients.Sum[index].Parameter);
            }
        }

        team.Run(_gradients.BlockCount, _moveBlock);
        _average?.EndStep(_gradients.Sum, _totalSteps);
        _epochLoss += loss;
        _step++;
        Report(norm);
    }

    private void ComputeSlice(int slice, int worker)
    {
        var tape = _tapes[worker];
        tape.BeginSlice(_gradients[slice], SeedOf(slice));
        var loss = _task.Loss(tape, slice);
        _losses[slice] = loss.Value;
        tape.Backward(loss);
    }

    private void MoveBlock(GradientBlock block)
    {
        _average?.BeforeMove(block, _totalSteps);
        _optimizer.Move(block.Gradient, block.Start, block.End, _rateFactor, _gradientFactor);
        _average?.AfterMove(block, _totalSteps);
    }

    private void EndEpoch()
    {
        if (_options.Validation is { } validation)
        {
            _average?.Lend(_totalSteps);
            try
            {
                Judge(validation(_epoch + 1));
            }
            finally
            {
                _average?.TakeBack();
            }
        }

        _lastEpochLoss = _epochLoss / _steps;
        _epochLoss = 0;
        _epoch++;
        _step = 0;
        _steps = 0;
        var stopsEarly = _options.Patience > 0 && _bestScore is not null && _epoch - _bestEpoch >= _options.Patience;
        if (_epoch < _options.Epochs && !stopsEarly)
        {
            return;
        }

        _finished = true;
        if (_best is not null)
        {
            foreach (var parameter in _parameters.All)
            {
                _best[parameter.Index].CopyTo(parameter.Values);
            }
        }
        else
        {
            _average?.PutInPlace(_totalSteps);
        }

        Keep();
    }

    private void Judge(double score)
    {
        if (!double.IsFinite(score))
        {
            throw new InvalidOperationException($"Validation after pass {_epoch + 1} gave no number but {score}: it must score what has been learned so far.");
        }

        _score = score;
        if (score <= _bestScore)
        {
            return;
        }

        _bestScore = score;
        _bestEpoch = _epoch + 1;
        _best ??= NewCopies();
        foreach (var parameter in _parameters.All)
        {
            parameter.Values.CopyTo(_best[parameter.Index]);
        }
    }

    /// <summary>Keeps the running mean of the loss, and stops where it has grown far above that of the beginning.</summary>
    private void Watch(double loss)
    {
        // The share of the first steps is larger, so that the mean is one of the steps so far and does not begin at zero.
        _meanLoss += Math.Max(MeanShare, 1.0 / (_totalSteps + 1)) * (loss - _meanLoss);
        if (_totalSteps < FirstSteps)
        {
            _largestFirstLoss = Math.Max(_largestFirstLoss, Math.Abs(loss));
        }
        else if (_options.DivergenceFactor > 0 && _largestFirstLoss > 0 && _meanLoss > _options.DivergenceFactor * _largestFirstLoss)
        {
            throw Diverged(
                $"the loss has grown to {_meanLoss:G4}, more than {_options.DivergenceFactor} times the largest of the first {FirstSteps} steps ({_largestFirstLoss:G4})", loss, parameter: null);
        }
    }

    private TrainingDivergedException NotFinite(string what, double loss, int slices)
    {
        foreach (var parameter in _parameters.All)
        {
            if (FirstNotFinite(parameter.Values) is var index and >= 0)
            {
                return Diverged($"{what}; the parameter '{parameter.Name}' holds {parameter.Values[index]} in row {index / parameter.Shape.Columns}", loss, parameter.Name);
            }
        }

        for (var slice = 0; slice < slices; slice++)
        {
            for (var index = 0; index < _parameters.Count; index++)
            {
                var gradient = _gradients[slice][index];
                if (FirstNotFinite(gradient.Values) is var number and >= 0)
                {
                    var (parameter, row) = (gradient.Parameter, number / gradient.Parameter.Shape.Columns);
                    return Diverged(
                        $"{what}; the first gradient that is not finite is that of '{parameter.Name}', {gradient.Values[number]} in row {(parameter.HasSparseGradient ? gradient.Rows[row] : row)}", loss, parameter.Name);
                }
            }
        }

        return Diverged(what, loss, parameter: null);
    }

    private TrainingDivergedException Diverged(string what, double loss, string? parameter)
    {
        var rate = _optimizer.LearningRate * _options.Schedule.Factor(_totalSteps, Progress);
        var help = (_totalSteps, _options.MaximumGradientNorm) switch
        {
            (0, _) => "Nothing had been learned before this step: look for numbers in the data that are not finite, or far too large.",
            (_, 0) => $"A smaller learning rate (it was {rate:G4}), or clipping of the gradient (there is none), may help.",
            (_, var norm) => $"A smaller learning rate (it was {rate:G4}), or clipping of the gradient at less than {norm}, may help.",
        };
        return new TrainingDivergedException($"Training diverged in step {_step + 1} of pass {_epoch + 1}: {what}. {help}")
        {
            Epoch = _epoch + 1,
            Step = _step + 1,
            Loss = loss,
            Parameter = parameter,
        };
    }

    private static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (!float.IsFinite(values[index]))
            {
                return index;
            }
        }

        return -1;
    }

    private void Report(double norm)
    {
        if (_options.Progress is not { } listener)
        {
            return;
        }

        var elapsed = _options.TimeProvider.GetElapsedTime(_started);
        var progress = Progress;
        listener.Report(new LearningProgress
        {
            Epoch = _epoch + 1,
            Epochs = _options.Epochs,
            Step = _step,
            Steps = _steps,
            Loss = _meanLoss,
            GradientNorm = norm,
            LearningRate = _optimizer.LearningRate * _rateFactor,
            Score = _score,
            Elapsed = _elapsedBefore + elapsed,
            Remaining = elapsed * ((1 - progress) / (progress - _progressAtStart)),
        });
    }

    /// <summary>The seed of a slice in the step in progress: a hash of the training's seed, the step and the slice.</summary>
    private ulong SeedOf(int slice) => new SplitMix64(new SplitMix64(_sliceSeed + (ulong)_totalSteps).Next() + (ulong)slice).Next();
}

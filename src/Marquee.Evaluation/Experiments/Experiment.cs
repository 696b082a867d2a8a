using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>One training and all that is asked of it.</summary>
public sealed class Experiment
{
    /// <summary>Puts an experiment together.</summary>
    /// <param name="seed">Seed of the split and of the training.</param>
    /// <param name="tasks">The questions, at least one, all on the same training data.</param>
    /// <exception cref="ArgumentException">There is no task, or their training data differ.</exception>
    public Experiment(ulong seed, params IReadOnlyList<RankingTask> tasks)
    {
        if (tasks.Count == 0 || tasks.Any(task => task.Train != tasks[0].Train))
        {
            throw new ArgumentException("An experiment needs tasks, all on the same training data.", nameof(tasks));
        }

        Seed = seed;
        Tasks = tasks;
    }

    /// <summary>Seed of the split and of the training.</summary>
    public ulong Seed { get; }

    /// <summary>The questions.</summary>
    public IReadOnlyList<RankingTask> Tasks { get; }

    /// <summary>What the models learn from.</summary>
    public Snapshot Train => Tasks[0].Train;
}

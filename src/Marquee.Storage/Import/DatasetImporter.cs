using Marquee.Data;

namespace Marquee.Storage;

/// <summary>Brings a data set into a store, in two passes: the first reads everything and writes nothing, so that bad data leaves nothing behind; the second writes.</summary>
/// <remarks>
/// The second pass commits batch by batch, in the order of the files. Cancelled, killed or failed in between, it leaves the batches before; repeating the
/// import then completes it, with the same result, indices included, as if it had gone through at once. Importing again what is there changes nothing.
/// </remarks>
public static class DatasetImporter
{
    /// <summary>Imports a file or a folder.</summary>
    /// <param name="store">Receives the records.</param>
    /// <param name="format">How the data is laid out.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="options">What to do with bad lines, column names, progress.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was new, updated, unchanged and skipped.</returns>
    /// <exception cref="DatasetException">Something is wrong with the data; nothing was written.</exception>
    public static ImportReport Import(
        IDataStore store, IDatasetFormat format, string path, ImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ImportOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(options));
        return Import(() => new BatchingSink(store.OpenWriter(), options.BatchSize), format, path, options, cancellationToken);
    }

    /// <summary>Imports a file or a folder into whatever takes records.</summary>
    /// <param name="open">Opens the target, once everything has been checked.</param>
    /// <param name="format">How the data is laid out.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="options">What to do with bad lines, column names, progress; the target sees to its own portions.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was new, updated, unchanged and skipped.</returns>
    /// <exception cref="DatasetException">Something is wrong with the data; nothing was written.</exception>
    public static ImportReport Import(Func<IImportTarget> open, IDatasetFormat format, string path, ImportOptions options, CancellationToken cancellationToken = default)
    {
        var skipped = new SkippedLines();
        var notices = new List<DatasetProblem>();
        var checks = new CheckingSink(path);
        format.Read(path, checks, Context(options, ImportStage.Checking, () => checks.Records, skipped.Add, notices.Add, cancellationToken));

        using var writer = open();
        format.Read(path, writer, Context(options, ImportStage.Writing, () => writer.Records, _ => { }, _ => { }, cancellationToken));
        writer.Commit();
        return new ImportReport(writer.Tally, skipped.Count, skipped.Reasons(), notices);
    }

    private static ReadContext Context(
        ImportOptions options,
        ImportStage stage,
        Func<long> records,
        Action<DatasetProblem> onSkipped,
        Action<DatasetProblem> onNotice,
        CancellationToken cancellationToken) => new()
        {
            OnSkipped = options.SkipBadLines ? onSkipped : null,
            OnNotice = onNotice,
            Columns = options.Columns,
            CancellationToken = cancellationToken,
            Progress = options.Progress is { } progress ? new Forward(read => progress.Report(new ImportProgress(stage, read, records()))) : null,
        };

    /// <summary>Unlike <see cref="Progress{T}"/>, reports before it returns, so that nothing arrives after the end.</summary>
    private sealed class Forward(Action<ReadProgress> report) : IProgress<ReadProgress>
    {
        public void Report(ReadProgress value) => report(value);
    }

    /// <summary>The first pass: asks of each record what the store will ask.</summary>
    private sealed class CheckingSink(string path) : IDatasetSink
    {
        public long Records { get; private set; }

        public void Add(User user) => Check(() => RecordRules.Check(user));

        public void Add(Item item) => Check(() => RecordRules.Check(item));

        public void Add(Interaction interaction) => Check(() => RecordRules.Check(interaction));

        private void Check(Action rule)
        {
            try
            {
                rule();
            }
            catch (ArgumentException exception)
            {
                throw new DatasetException(new DatasetProblem(path, 0, exception.Message.TrimEnd('.')), exception);
            }

            Records++;
        }
    }

    /// <summary>The second pass: commits after so many records.</summary>
    private sealed class BatchingSink(IStoreWriter writer, int batchSize) : IImportTarget
    {
        public long Records { get; private set; }

        public ImportTally Tally => writer.Tally;

        public void Add(User user)
        {
            writer.Add(user);
            Count();
        }

        public void Add(Item item)
        {
            writer.Add(item);
            Count();
        }

        public void Add(Interaction interaction)
        {
            writer.Add(interaction);
            Count();
        }

        public void Commit() => writer.Commit();

        public void Dispose() => writer.Dispose();

        private void Count()
        {
            if (++Records % batchSize == 0)
            {
                writer.Commit();
            }
        }
    }
}

using Marquee.Data;

namespace Marquee.Storage;

/// <summary>What importing files would bring, and what is wrong with them. Nothing is written.</summary>
public sealed record DatasetPreview
{
    /// <summary>Most problems that are named.</summary>
    public const int MostProblems = 200;

    /// <summary>Most records that are shown.</summary>
    public const int MostRecords = 20;

    /// <summary>How the files are laid out; null where that was not recognised.</summary>
    public IDatasetFormat? Format { get; init; }

    /// <summary>What is read: a file or a folder.</summary>
    public required string Path { get; init; }

    /// <summary>Different users, in records of their own or in interactions; at most <see cref="PreviewSink.MostCounted"/>.</summary>
    public int Users { get; init; }

    /// <summary>Different items, likewise.</summary>
    public int Items { get; init; }

    /// <summary>Whether there are more users or items than are counted apart.</summary>
    public bool HasMore { get; init; }

    /// <summary>Number of interactions.</summary>
    public long Interactions { get; init; }

    /// <summary>Interactions by kind.</summary>
    public IReadOnlyDictionary<string, long> Kinds { get; init; } = new Dictionary<string, long>();

    /// <summary>When the first interaction happened; null where none has a time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>When the last one happened.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The first records: <see cref="User"/>, <see cref="Item"/> or <see cref="Interaction"/>.</summary>
    public IReadOnlyList<object> Sample { get; init; } = [];

    /// <summary>The first bad lines, with the names of files as they were uploaded.</summary>
    public IReadOnlyList<DatasetProblem> Problems { get; init; } = [];

    /// <summary>Number of bad lines.</summary>
    public long ProblemCount { get; init; }

    /// <summary>What was read otherwise than its author may have meant.</summary>
    public IReadOnlyList<DatasetProblem> Notices { get; init; } = [];

    /// <summary>Why nothing can be imported, bad lines left out or not; null where it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Reads a folder from end to end.</summary>
    /// <param name="folder">The folder. Where it holds one folder alone, that is read; where it holds one file alone and is not recognised itself, the file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <remarks>O(records); memory is bounded whatever the files hold.</remarks>
    public static DatasetPreview Of(string folder, CancellationToken cancellationToken)
    {
        var path = Inner(folder);
        var problems = new List<DatasetProblem>();
        var notices = new List<DatasetProblem>();
        var count = 0L;
        var sink = new PreviewSink();
        IDatasetFormat? format = null;
        string? problem = null;
        try
        {
            var entries = Directory.GetFileSystemEntries(path);
            if (entries is [var only] && File.Exists(only) && !DatasetFormats.All.Any(known => known.Recognizes(path)))
            {
                path = only;
            }

            format = DatasetFormats.Detect(path);
            format.Read(path, sink, new ReadContext
            {
                OnSkipped = one =>
                {
                    count++;
                    Note(problems, one);
                },
                OnNotice = one => Note(notices, one),
                CancellationToken = cancellationToken,
            });
            problem = sink.Records == 0 && count == 0 ? "There is nothing in it: no users, no items and no interactions" : null;
        }
        catch (DatasetException exception)
        {
            problem = Relative(exception.Problem).ToString();
        }
        catch (ArgumentException exception)
        {
            // A record that no store keeps, on a line that reads well.
            problem = exception.Message.TrimEnd('.');
        }

        return new DatasetPreview
        {
            Format = format,
            Path = path,
            Users = sink.Users,
            Items = sink.Items,
            HasMore = sink.HasMore,
            Interactions = sink.Interactions,
            Kinds = sink.Kinds,
            From = sink.From,
            Until = sink.Until,
            Sample = sink.Sample,
            Problems = problems,
            ProblemCount = count,
            Notices = notices,
            Problem = problem,
        };

        void Note(List<DatasetProblem> list, DatasetProblem one)
        {
            if (list.Count < MostProblems)
            {
                list.Add(Relative(one));
            }
        }

        DatasetProblem Relative(DatasetProblem one) => Named(one, folder);
    }

    /// <summary>A problem with the file named as it was uploaded: where the service keeps it is nobody's business.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="folder">The folder that the files lie in.</param>
    public static DatasetProblem Named(DatasetProblem problem, string folder)
    {
        var name = System.IO.Path.GetRelativePath(folder, problem.Path).Replace('\\', '/');
        return problem with { Path = name == "." ? "The upload" : name, Reason = problem.Reason.Replace(folder + System.IO.Path.DirectorySeparatorChar, "").Replace(folder, "the upload") };
    }

    private static string Inner(string folder)
    {
        while (Directory.GetFileSystemEntries(folder) is [var only] && Directory.Exists(only))
        {
            folder = only;
        }

        return folder;
    }
}

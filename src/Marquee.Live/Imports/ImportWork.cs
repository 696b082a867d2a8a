using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>Imports what was uploaded into the store of a service that answers: the work of a job.</summary>
/// <remarks>
/// Everything is read once before anything is written, so that bad data leave nothing behind; then written through the engine in sets of two thousand records, between which whatever else is written has its turn. Cancelled
/// while it writes, it leaves the sets before: importing the same again completes it. When it ends, what was imported is in every answer, and the upload is gone.
/// </remarks>
/// <param name="engine">What it is imported into.</param>
/// <param name="uploads">Where the files are.</param>
/// <param name="upload">What is imported.</param>
/// <param name="skipBadLines">Whether bad lines are left out; else the first one ends it before anything is written.</param>
/// <param name="time">The clock.</param>
public sealed class ImportWork(LiveEngine engine, UploadFolder uploads, Upload upload, bool skipBadLines, TimeProvider time) : IJobWork
{
    /// <summary>The kind of job.</summary>
    public const string Kind = "import";

    private const int FilesNamed = 20;

    /// <inheritdoc/>
    public string Type => Kind;

    /// <inheritdoc/>
    public string Title { get; } = $"Import {upload.Preview.Format?.Name}: {upload.Preview.Interactions:N0} interactions";

    /// <inheritdoc/>
    public JsonObject Request { get; } = new()
    {
        ["type"] = Kind,
        ["upload"] = upload.Id,
        ["skipBadLines"] = skipBadLines,
        ["format"] = upload.Preview.Format?.Name,
        ["files"] = new JsonArray([.. upload.Files.Take(FilesNamed).Select(file => (JsonNode)file.Name)]),
    };

    /// <inheritdoc/>
    public JsonObject Run(JobMeter meter, CancellationToken cancellationToken)
    {
        JsonObject result;
        using (var held = uploads.Hold(upload.Id, out var current))
        {
            if (held is null || current?.Preview.Format is not { } format)
            {
                throw new JobException("The upload was forgotten before its turn; send it again.");
            }

            result = Import(format, current.Preview.Path, meter, cancellationToken);
        }

        try
        {
            uploads.Delete(upload.Id);
        }
        catch (UploadException)
        {
            // Another file came for it just now: what was imported is imported, and the rest is forgotten in an hour.
        }

        return result;
    }

    private JsonObject Import(IDatasetFormat format, string path, JobMeter meter, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        // Writing takes about five times as long as checking.
        meter.Plan(new JobPart("check", "reading and checking", 1), new JobPart("write", "writing", 5), new JobPart("load", "loading", 1));
        ImportReport report;
        var progress = new Stages(meter);
        try
        {
            report = DatasetImporter.Import(
                () => new LiveImportTarget(engine, cancellationToken), format, path, new ImportOptions { SkipBadLines = skipBadLines, Progress = progress }, cancellationToken);
        }
        catch (DatasetException exception)
        {
            throw new JobException($"{Named(exception.Problem)}. Nothing was written.");
        }

        progress.End();
        engine.Reload(cancellationToken).GetAwaiter().GetResult();
        return new JsonObject
        {
            ["format"] = format.Name,
            ["seconds"] = Math.Round(time.GetElapsedTime(started).TotalSeconds, 3),
            ["users"] = ToJson(report.Tally.Users),
            ["items"] = ToJson(report.Tally.Items),
            ["interactions"] = ToJson(report.Tally.Interactions),
            ["skipped"] = report.Skipped,
            ["skippedReasons"] = new JsonArray([.. report.SkippedReasons.Select(reason => new JsonObject
            {
                ["reason"] = reason.Reason,
                ["count"] = reason.Count,
                ["examples"] = new JsonArray([.. reason.Examples.Select(problem => (JsonNode)Named(problem))]),
            })]),
            ["notices"] = new JsonArray([.. report.Notices.Select(notice => (JsonNode)Named(notice))]),
        };
    }

    private string Named(DatasetProblem problem) => DatasetPreview.Named(problem, uploads.FilesOf(upload.Id)).ToString();

    private static JsonObject ToJson(Tally tally) => new() { ["new"] = tally.New, ["updated"] = tally.Updated, ["unchanged"] = tally.Unchanged };

    /// <summary>Tells a meter which pass the import is in.</summary>
    private sealed class Stages(JobMeter meter) : IProgress<ImportProgress>
    {
        private const int Steps = 1000;

        private ImportStage _stage = ImportStage.Checking;

        public void Report(ImportProgress value)
        {
            if (value.Stage != _stage)
            {
                _stage = value.Stage;
                meter.Next();
            }

            meter.Step(value.Read.BytesTotal == 0 ? 0 : (int)(Steps * value.Read.BytesRead / value.Read.BytesTotal), Steps);
        }

        public void End()
        {
            // A small file is read before there is anything to tell.
            if (_stage != ImportStage.Writing)
            {
                meter.Next();
            }

            meter.Next();
        }
    }
}

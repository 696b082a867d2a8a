using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text.Json;

namespace Marquee.Server;

/// <summary><c>/api/dump</c> and <c>/api/restore</c>: everything in and out in Gorse's binary form, streamed.</summary>
internal static class GorseDumpRoutes
{
    private const int FlushBytes = 1 << 16;
    private const int LargestRecord = 1 << 24;

    public static async Task Dump(GorseCall call)
    {
        var started = call.Tenant.Time.GetTimestamp();
        var response = call.Context.Response;
        response.ContentType = "application/octet-stream";
        var wire = new WireWriter();
        var now = FeedbackList.Now(call.Engine);
        var users = await Dump(call, DumpRecords.Users, UserList.Of(call.Engine).Select(user => UserMapping.ToGorse(user.Record)), wire, DumpRecords.Write);
        var items = await Dump(call, DumpRecords.Items, ItemList.Of(call.Engine.Catalogue).Select(ItemMapping.ToGorse), wire, DumpRecords.Write);
        var feedback = await Dump(call, DumpRecords.Feedback, UserList.Of(call.Engine).SelectMany(user => FeedbackList.Of(user, call.Engine, now)), wire, DumpRecords.Write);
        Number(response.BodyWriter, DumpRecords.End);
        await response.BodyWriter.FlushAsync(call.Aborted);
        var stats = Stats(call, users, items, feedback, started);
        await JsonSerializer.SerializeAsync(response.Body, stats, GorseText.Json.GorseDumpStats, call.Aborted);
    }

    public static async Task Restore(GorseCall call)
    {
        var started = call.Tenant.Time.GetTimestamp();
        var reader = new DumpReader(call.Context.Request.Body, LargestRecord, call.Aborted);
        var (users, items, feedback) = (0, 0, 0);
        try
        {
            var flag = await reader.ReadFlag();
            while (flag != DumpRecords.End)
            {
                switch (flag)
                {
                    case DumpRecords.Users:
                        (var count, flag) = await reader.ReadAll(DumpRecords.User, batch => GorseUserRoutes.Put(batch, call));
                        users += count;
                        break;
                    case DumpRecords.Items:
                        (count, flag) = await reader.ReadAll(DumpRecords.Item, batch => GorseItemRoutes.Put(batch, call));
                        items += count;
                        break;
                    case DumpRecords.Feedback:
                        (count, flag) = await reader.ReadAll(
                            DumpRecords.FeedbackOf,
                            batch => GorseFeedbackRoutes.Put(batch.Where(one => IsKnown(call, one)), call, overwrite: true));
                        feedback += count;
                        break;
                    default:
                        throw new InvalidDataException($"unknown flag {flag}");
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw GorseProblem.BadRequest(exception.Message);
        }

        await call.Write(Stats(call, users, items, feedback, started), GorseText.Json.GorseDumpStats);
    }

    /// <summary>Feedback of somebody or with something that the dump does not hold is left out, as Gorse does.</summary>
    private static bool IsKnown(GorseCall call, GorseFeedback feedback) =>
        call.Engine.FindUser(feedback.UserId) is not null && call.Engine.Catalogue.IndexOf(feedback.ItemId) >= 0;

    private static async Task<int> Dump<T>(GorseCall call, long flag, IEnumerable<T> records, WireWriter wire, Action<WireWriter, T> write)
    {
        var output = call.Context.Response.BodyWriter;
        Number(output, flag);
        var count = 0;
        foreach (var record in records)
        {
            write(wire, record);
            Number(output, wire.Written.Length);
            output.Write(wire.Written.Span);
            count++;
            if (output.UnflushedBytes >= FlushBytes)
            {
                await output.FlushAsync(call.Aborted);
            }
        }

        return count;
    }

    private static void Number(PipeWriter output, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), number);
        output.Advance(sizeof(long));
    }

    private static GorseDumpStats Stats(GorseCall call, int users, int items, int feedback, long started) =>
        new(users, items, feedback, call.Tenant.Time.GetElapsedTime(started).Ticks * TimeSpan.NanosecondsPerTick);
}

using System.Text.Json.Nodes;
using Marquee.Storage;
using Marquee.Testing;

namespace Marquee.Live.Tests;

public sealed class JobQueueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Carries_out_one_after_the_other_in_their_order()
    {
        await using var queue = Open();
        var first = ScriptedWork.Waiting();
        var second = ScriptedWork.Quick();
        var jobs = new[] { queue.Add(first), queue.Add(second) };
        await first.Began;
        jobs[0].State.ShouldBe(JobState.Running);
        jobs[1].State.ShouldBe(JobState.Queued);
        second.HasRun.ShouldBeFalse();
        string.CompareOrdinal(jobs[0].Id, jobs[1].Id).ShouldBeLessThan(0);
        queue.All.Select(job => job.Id).ShouldBe([jobs[1].Id, jobs[0].Id]);
        first.End();
        (await queue.Ended(jobs[1].Id)).State.ShouldBe(JobState.Done);
        var told = queue.Find(jobs[0].Id)!;
        told.State.ShouldBe(JobState.Done);
        told.Result!["word"]!.GetValue<string>().ShouldBe("ended");
        told.Started.ShouldNotBeNull();
        told.Ended.ShouldNotBeNull();
        queue.All.ShouldAllBe(job => job.Result == null);
    }

    [Fact]
    public async Task A_job_that_waits_can_be_cancelled_and_never_runs()
    {
        await using var queue = Open();
        var first = ScriptedWork.Waiting();
        var second = ScriptedWork.Quick();
        queue.Add(first);
        var waiting = queue.Add(second);
        queue.Cancel(waiting.Id)!.State.ShouldBe(JobState.Cancelled);
        queue.Cancel(waiting.Id).ShouldBeNull();
        (await queue.Ended(waiting.Id)).State.ShouldBe(JobState.Cancelled);
        first.End();
        await queue.Ended(queue.All[^1].Id);
        second.HasRun.ShouldBeFalse();
    }

    [Fact]
    public async Task A_job_at_work_is_told_to_stop_and_what_it_kept_is_its_result()
    {
        await using var queue = Open();
        var kept = new TaskCompletionSource();
        var job = queue.Add(new ScriptedWork((meter, stop) =>
        {
            meter.Keep(new JsonObject { ["found"] = 3 });
            kept.SetResult();
            stop.WaitHandle.WaitOne();
            stop.ThrowIfCancellationRequested();
            return [];
        }));
        await kept.Task;
        queue.Find(job.Id)!.Result!["found"]!.GetValue<int>().ShouldBe(3);
        queue.Cancel(job.Id)!.IsCancelling.ShouldBeTrue();
        var ended = await queue.Ended(job.Id);
        ended.State.ShouldBe(JobState.Cancelled);
        ended.Error.ShouldBeNull();
        queue.Find(job.Id)!.Result!["found"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Work_that_comes_to_its_end_all_the_same_is_done()
    {
        await using var queue = Open();
        var job = queue.Add(new ScriptedWork((_, stop) =>
        {
            stop.WaitHandle.WaitOne();
            return new JsonObject { ["published"] = 1 };
        }));
        queue.Cancel(job.Id);
        (await queue.Ended(job.Id)).State.ShouldBe(JobState.Done);
    }

    [Fact]
    public async Task That_an_upload_was_not_to_be_had_is_told_in_its_own_words()
    {
        await using var queue = Open();
        var job = queue.Add(new ScriptedWork((_, _) => throw new UploadException("Another file is coming in.")));
        (await queue.Ended(job.Id)).Error.ShouldBe("Another file is coming in.");
    }

    [Fact]
    public async Task A_failure_is_told_and_the_next_begins()
    {
        await using var queue = Open();
        var told = queue.Add(new ScriptedWork((_, _) => throw new JobException("There is nobody to ask.")));
        var unexpected = queue.Add(new ScriptedWork((_, _) => throw new InvalidOperationException("anna@example.org")));
        var next = queue.Add(ScriptedWork.Quick());
        (await queue.Ended(next.Id)).State.ShouldBe(JobState.Done);
        queue.Find(told.Id)!.Error.ShouldBe("There is nobody to ask.");
        queue.Find(unexpected.Id)!.Error!.ShouldContain("InvalidOperationException");
        queue.Find(unexpected.Id)!.Error!.ShouldNotContain("anna");
    }

    [Fact]
    public async Task Closing_cancels_what_waits_and_what_is_at_work_and_takes_no_more()
    {
        var queue = Open();
        var working = ScriptedWork.Waiting();
        var one = queue.Add(working);
        var two = queue.Add(ScriptedWork.Quick());
        await working.Began;
        await queue.DisposeAsync();
        (await queue.Ended(one.Id)).Error.ShouldBe("The service was stopped.");
        (await queue.Ended(two.Id)).State.ShouldBe(JobState.Cancelled);
        Should.Throw<StoreException>(() => queue.Add(ScriptedWork.Quick()));

        await using var later = Open();
        later.All.Select(job => job.State).ShouldBe([JobState.Cancelled, JobState.Cancelled]);
        later.Find(one.Id)!.Error.ShouldBe("The service was stopped.");
    }

    [Fact]
    public async Task What_ended_is_told_after_a_restart_and_what_was_at_work_when_the_process_died_failed()
    {
        string done, working, waiting;
        var killed = new JobQueue(_folder.Path, TimeProvider.System);
        var work = new ScriptedWork((meter, stop) =>
        {
            meter.Keep(new JsonObject { ["trials"] = 2 });
            stop.WaitHandle.WaitOne();
            return [];
        });
        done = killed.Add(ScriptedWork.Quick("found")).Id;
        await killed.Ended(done);
        working = killed.Add(work).Id;
        waiting = killed.Add(ScriptedWork.Quick()).Id;
        await work.Began;
        await Until(() => File.ReadAllText(Path.Combine(_folder.Path, working + ".json")).Contains("trials"));

        // What a kill leaves behind: the files as they are now.
        using var copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(_folder.Path, "*.json"))
        {
            File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
        }

        await killed.DisposeAsync();
        File.WriteAllText(Path.Combine(copy.Path, "0.json"), "{");
        await using var queue = new JobQueue(copy.Path, TimeProvider.System);
        queue.All.Select(job => job.Id).ShouldBe([waiting, working, done]);
        queue.Find(done)!.Result!["word"]!.GetValue<string>().ShouldBe("found");
        queue.Find(working)!.State.ShouldBe(JobState.Failed);
        queue.Find(working)!.Error!.ShouldContain("while it was at work");
        queue.Find(working)!.Result!["trials"]!.GetValue<int>().ShouldBe(2);
        queue.Find(waiting)!.Error!.ShouldContain("before its turn");
        var next = queue.Add(ScriptedWork.Quick());
        string.CompareOrdinal(waiting, next.Id).ShouldBeLessThan(0);
        await queue.Ended(next.Id);
    }

    [Fact]
    public async Task Remembers_the_last_hundred_and_forgets_what_it_is_told_to()
    {
        await using (var queue = Open())
        {
            for (var number = 0; number < JobQueue.MostEnded + 5; number++)
            {
                await queue.Ended(queue.Add(ScriptedWork.Quick()).Id);
            }

            queue.All.Count.ShouldBe(JobQueue.MostEnded);
            var last = queue.All[0].Id;
            queue.Forget(last).ShouldBeTrue();
            queue.Forget(last).ShouldBeFalse();
            queue.Find(last).ShouldBeNull();
        }

        await using var later = Open();
        later.All.Count.ShouldBe(JobQueue.MostEnded - 1);
        Directory.GetFiles(_folder.Path).Length.ShouldBe(JobQueue.MostEnded - 1);
    }

    [Fact]
    public async Task Refuses_more_than_may_wait()
    {
        await using var queue = Open();
        for (var number = 0; number <= JobQueue.MostWaiting; number++)
        {
            queue.Add(ScriptedWork.Waiting());
        }

        Should.Throw<StoreException>(() => queue.Add(ScriptedWork.Quick())).Message.ShouldContain("20 jobs wait");
        queue.All.Count.ShouldBe(JobQueue.MostWaiting + 1);
    }

    [Fact]
    public async Task A_job_that_cannot_be_written_down_is_refused()
    {
        var file = _folder.Write("jobs", "in the way");
        await using var queue = new JobQueue(file, TimeProvider.System);
        Should.Throw<StoreException>(() => queue.Add(ScriptedWork.Quick())).Message.ShouldContain("cannot be written");
        queue.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_at_once_end_once_each_whatever_is_cancelled()
    {
        await using var queue = Open();
        var ids = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForAsync(0, 60, TestContext.Current.CancellationToken, async (number, _) =>
        {
            Job job;
            try
            {
                job = queue.Add(ScriptedWork.Quick());
            }
            catch (StoreException)
            {
                return;
            }

            ids.Add(job.Id);
            if (number % 3 == 0)
            {
                queue.Cancel(job.Id);
            }

            (await queue.Ended(job.Id)).IsOpen.ShouldBeFalse();
            if (number % 5 == 0)
            {
                queue.Forget(job.Id).ShouldBeTrue();
            }
        });
        ids.ShouldBeUnique();
        queue.All.ShouldAllBe(job => job.State == JobState.Done || job.State == JobState.Cancelled);
    }

    private JobQueue Open() => new(_folder.Path, TimeProvider.System);

    private static async Task Until(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}

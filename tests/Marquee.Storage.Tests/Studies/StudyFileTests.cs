using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Storage.Tests;

public sealed class StudyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string StudyPath => Path.Combine(_folder.Path, "tuning", "als", "random.jsonl");

    [Fact]
    public void Gives_back_what_was_appended_in_order()
    {
        using (var study = StudyFile.Open(StudyPath, Head()))
        {
            study.Records.ShouldBeEmpty();
            study.Append(Record(0));
            study.Append(Record(1));
        }

        using var again = StudyFile.Open(StudyPath, Head());
        Numbers(again).ShouldBe([0, 1]);
        again.Append(Record(2));
        Numbers(again).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void Is_a_line_a_record_that_a_person_can_read()
    {
        using (var study = StudyFile.Open(StudyPath, Head()))
        {
            study.Append(new JsonObject { ["trial"] = 0, ["title"] = "Amélie > \"Ran\"" });
        }

        File.ReadAllLines(StudyPath).ShouldBe(["""{"model":"als","metric":"ndcg@10"}""", """{"trial":0,"title":"Amélie > \"Ran\""}"""]);
    }

    [Fact]
    public void A_last_line_that_was_cut_off_anywhere_is_dropped_and_written_over()
    {
        using (var study = StudyFile.Open(StudyPath, Head()))
        {
            study.Append(Record(0));
            study.Append(Record(1));
        }

        var whole = File.ReadAllBytes(StudyPath);
        var first = whole.AsSpan(0, whole.Length - 1).LastIndexOf((byte)'\n') + 1;
        for (var length = first; length < whole.Length; length++)
        {
            File.WriteAllBytes(StudyPath, whole[..length]);
            using (var study = StudyFile.Open(StudyPath, Head()))
            {
                Numbers(study).ShouldBe([0], $"cut off after {length} bytes");
                study.Append(Record(1));
            }

            File.ReadAllBytes(StudyPath).ShouldBe(whole);
        }
    }

    [Fact]
    public void A_head_that_was_cut_off_is_written_again()
    {
        using (StudyFile.Open(StudyPath, Head()))
        {
        }

        var whole = File.ReadAllBytes(StudyPath);
        File.WriteAllBytes(StudyPath, whole[..7]);
        using (var study = StudyFile.Open(StudyPath, Head()))
        {
            study.Records.ShouldBeEmpty();
        }

        File.ReadAllBytes(StudyPath).ShouldBe(whole);
    }

    [Fact]
    public void Another_study_is_not_mixed_up_with_this_one_and_stays_as_it_is()
    {
        using (var study = StudyFile.Open(StudyPath, Head()))
        {
            study.Append(Record(0));
        }

        var before = File.ReadAllBytes(StudyPath);
        var exception = Should.Throw<StoreException>(() => StudyFile.Open(StudyPath, new JsonObject { ["model"] = "als", ["metric"] = "hr@10", ["seed"] = 3 }));
        exception.Message.ShouldBe($"{StudyPath} holds another study: 'metric' is \"ndcg@10\" there and \"hr@10\" here; 'seed' is missing there and 3 here.");
        File.ReadAllBytes(StudyPath).ShouldBe(before);
    }

    [Fact]
    public void Restarted_it_forgets_what_was_there()
    {
        using (var study = StudyFile.Open(StudyPath, new JsonObject { ["model"] = "ease" }))
        {
            study.Append(Record(0));
        }

        using (var study = StudyFile.Open(StudyPath, Head(), restart: true))
        {
            study.Records.ShouldBeEmpty();
        }

        File.ReadAllLines(StudyPath).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_damaged_line_in_the_middle_is_named()
    {
        _folder.Write("damaged.jsonl", """{"model":"als","metric":"ndcg@10"}""" + "\n{\"trial\":\n{\"trial\":1}\n");
        var path = Path.Combine(_folder.Path, "damaged.jsonl");
        Should.Throw<StoreException>(() => StudyFile.Open(path, Head())).Message.ShouldStartWith($"{path}, line 2: this is no JSON");
    }

    [Fact]
    public void Only_one_at_a_time_has_it_open()
    {
        using var study = StudyFile.Open(StudyPath, Head());
        Should.Throw<StoreException>(() => StudyFile.Open(StudyPath, Head())).Message.ShouldBe($"{StudyPath} is in use: another process works on this study.");
        File.ReadAllLines(StudyPath).Length.ShouldBe(1, "whoever only reads need not wait");
    }

    public void Dispose() => _folder.Dispose();

    private static JsonObject Head() => new() { ["model"] = "als", ["metric"] = "ndcg@10" };

    private static JsonObject Record(int number) => new() { ["trial"] = number, ["value"] = 0.1 * number };

    private static int[] Numbers(StudyFile study) => [.. study.Records.Select(record => record["trial"]!.GetValue<int>())];
}

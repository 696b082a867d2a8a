using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Tuning;

public class TuningDataTests
{
    private const ulong Seed = 5;

    public static TheoryData<string> Protocols => [.. ProtocolCatalogue.All.Select(protocol => protocol.Name)];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void No_test_pair_of_the_protocol_can_influence_what_is_tried_and_chosen(string name)
    {
        var protocol = ProtocolCatalogue.Find(name);
        var (before, moved) = (Ratings(), 0);
        var after = Scramble(before, protocol, ref moved);
        moved.ShouldBeGreaterThan(20);
        Pairs(protocol.Task(after, Seed).Train).ShouldBe(Pairs(protocol.Task(before, Seed).Train), "the test would prove nothing if the training part had changed");
        TestPairs(protocol, after).ShouldNotBe(TestPairs(protocol, before));

        var (data, scrambled) = (TuningData.Of(protocol, before, Seed, 2), TuningData.Of(protocol, after, Seed, 2));
        scrambled.Fingerprint().ShouldBe(data.Fingerprint());
        Result(scrambled).ShouldBe(Result(data));
    }

    [Fact]
    public void A_training_pair_does_influence_the_study()
    {
        var protocol = ProtocolCatalogue.Find("leave-last-out");
        var moved = 0;
        var after = Scramble(Ratings(), protocol, ref moved, train: true);
        var (data, scrambled) = (TuningData.Of(protocol, Ratings(), Seed, 1), TuningData.Of(protocol, after, Seed, 1));
        scrambled.Fingerprint().ShouldNotBe(data.Fingerprint());
        Result(scrambled).ShouldNotBe(Result(data));
    }

    [Fact]
    public void The_first_split_is_the_validation_of_the_protocol_and_as_many_are_kept_back()
    {
        var snapshot = Ratings();
        foreach (var protocol in ProtocolCatalogue.All)
        {
            var data = TuningData.Of(protocol, snapshot, Seed, 2);
            data.Name.ShouldBe($"protocol {protocol.Name}");
            data.Experiments.Concat(data.Fresh).Select(experiment => experiment.Seed).ShouldBe([Seed, Seed + 1, Seed + 2, Seed + 3]);
            var validation = protocol.ValidationTask(snapshot, Seed);
            Pairs(data.Experiments[0].Train).ShouldBe(Pairs(validation.Train));
            data.Experiments[0].Tasks[0].Cases.Select(one => one.Relevant.ToArray()).ShouldBe(validation.Cases.Select(one => one.Relevant.ToArray()));
            data.IsFresh.ShouldBe(protocol.IsRandom, protocol.Name);
            (Pairs(data.Fresh[0].Train) != Pairs(data.Experiments[0].Train)).ShouldBe(protocol.IsRandom, protocol.Name);
        }
    }

    [Fact]
    public void What_the_catalogue_says_of_an_item_or_a_user_is_part_of_the_data()
    {
        var protocol = ProtocolCatalogue.Find("random");
        var prints = new[] { Ratings(), Ratings(genre: "drama"), Ratings(country: "FR") }.Select(snapshot => TuningData.Of(protocol, snapshot, Seed, 1).Fingerprint()).ToArray();
        prints.Distinct().Count().ShouldBe(3);
        TuningData.Of(protocol, Ratings(), Seed, 1).Fingerprint().ShouldBe(prints[0]);
        TuningData.Of(protocol, Ratings(), Seed, 2).Fingerprint().ShouldNotBe(prints[0]);
        TuningData.Of(protocol, Ratings(), Seed + 1, 1).Fingerprint().ShouldNotBe(prints[0]);
    }

    /// <summary>Everything that a study finds out, with a model that learns from every training pair.</summary>
    private static string Result(TuningData data)
    {
        var space = SearchSpace.Of(ModelCatalogue.Find("item-knn"));
        var objective = new ValidationObjective(ModelCatalogue.Find("item-knn"), data.Experiments, new NormalizedDiscountedGainAt(10), 3, false, new ExperimentSettings { Seed = Seed });
        var study = new Study(space, new TreeParzenSearch(), objective, Seed);
        study.Run(new StudySettings { Trials = 14 });
        var conclusion = StudyConclusion.Of(study, objective, data, Seed, CancellationToken.None);
        return string.Join('\n', study.Trials.Select(trial => (trial with { Time = TimeSpan.Zero }).ToJson(space.Options).ToJsonString()).Append($"{conclusion}"));
    }

    /// <summary>Gives held-out pairs (or, to see that it matters, training pairs) another item or user, such that the split by the same seed holds out the same places.</summary>
    private static Snapshot Scramble(Snapshot snapshot, EvaluationProtocol protocol, ref int moved, bool train = false)
    {
        var known = protocol.Task(snapshot, Seed).Train.Interactions;
        var byItem = protocol.Name == "random-item";
        var rows = byItem ? snapshot.Interactions.ByItem : snapshot.Interactions.ByUser;
        var builder = Empty(snapshot.Users.Count, snapshot.Items.Count);
        var events = snapshot.Events;
        for (var e = 0; e < events.Count; e++)
        {
            var (user, item) = (events.Users[e], events.Items[e]);
            if (known.EntryOf(user, item) >= 0 == train)
            {
                // Splits count along a row: up to the next entry of the row there is room.
                var row = rows.RowIndices(byItem ? item : user);
                var at = row.BinarySearch(byItem ? user : item);
                var next = at + 1 < row.Length ? row[at + 1] : rows.Columns;
                if (next - row[at] > 1)
                {
                    moved++;
                    (user, item) = byItem ? (next - 1, item) : (user, next - 1);
                }
            }

            builder.Add(Rating(user, item, events.Times[e]));
        }

        return builder.Build();
    }

    private static Snapshot Ratings(string genre = "comedy", string country = "NL")
    {
        var builder = Empty(60, 50, genre, country);
        var random = new SplittableRandom(9);
        for (var rating = 0; rating < 900; rating++)
        {
            var user = random.Next(60);
            // Two tastes, so that there is something to learn.
            builder.Add(Rating(user, ((user % 2) + (2 * random.Next(25))) % 50, 1_700_000_000_000 + (rating * 60_000L)));
        }

        return builder.Build();
    }

    private static SnapshotBuilder Empty(int users, int items, string genre = "comedy", string country = "NL")
    {
        var builder = new SnapshotBuilder();
        for (var user = 0; user < users; user++)
        {
            builder.Add(new User { Id = $"u{user}", Attributes = new AttributeMap([new("country", country)]) });
        }

        for (var item = 0; item < items; item++)
        {
            builder.Add(new Item { Id = $"i{item}", Categories = [genre] });
        }

        return builder;
    }

    private static Interaction Rating(int user, int item, long time) =>
        new() { UserId = $"u{user}", ItemId = $"i{item}", Kind = InteractionKinds.Rating, Value = 5, Time = DateTimeOffset.FromUnixTimeMilliseconds(time) };

    private static string Pairs(Snapshot snapshot) => string.Join(' ', Enumerable.Range(0, snapshot.Events.Count).Select(e => $"{snapshot.Events.Users[e]}:{snapshot.Events.Items[e]}"));

    private static string TestPairs(EvaluationProtocol protocol, Snapshot snapshot) =>
        string.Join(' ', protocol.Task(snapshot, Seed).Cases.Select(one => $"{one.User}:{string.Join(',', one.Relevant.ToArray())}"));
}

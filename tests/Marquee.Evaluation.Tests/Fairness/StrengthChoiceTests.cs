using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Fairness;

public class StrengthChoiceTests
{
    private const int Films = 60;

    // Every third film is a drama. The model prefers the others, each user by a little more than the one before.
    private static readonly FunctionRecommender Model = new(Films, (history, item) => (item % 3 == 0 ? 0 : 1 + (history.Items[0] / 40f)) - (item % 7 * 0.1f));
    private static readonly RankingTask Task = Questions();

    [Fact]
    public void The_smallest_strength_that_closes_enough_is_chosen()
    {
        var chosen = Choose("exposure:raise=categories=drama,target=catalogue", 0.5);
        chosen.Closed.ShouldBeGreaterThanOrEqualTo(0.5);
        Closed(chosen.Setup).ShouldBe(chosen.Closed, 1e-12);
        Closed(chosen.Setup.WithStrength(chosen.Setup.Strength - 0.05)).ShouldBeLessThan(0.5);
        Choose("exposure:raise=categories=drama,target=catalogue", 0.9).Setup.Strength.ShouldBeGreaterThan(chosen.Setup.Strength);
    }

    [Fact]
    public void Calibration_closes_its_own_gap() =>
        Choose("calibrated", 0.3).Closed.ShouldBeGreaterThanOrEqualTo(0.3);

    [Fact]
    public void More_than_there_is_to_close_is_refused() =>
        Should.Throw<OptionException>(() => Choose("exposure:raise=categories=drama,target=1,depth=1", 0.9)).Message.ShouldContain("closes 90% of its gap on the validation data; the most is");

    [Fact]
    public void Where_nothing_lacks_nothing_can_be_closed()
    {
        Should.Throw<OptionException>(() => Choose("exposure:raise=categories=other,target=catalogue", 0.5)).Message.ShouldStartWith("There is no gap to close: gap@10 categories=other to catalogue is -0.");
        double.IsNaN(StrengthChoice.ShareClosed(0, 0)).ShouldBeTrue();
        double.IsNaN(StrengthChoice.ShareClosed(-0.1, 0)).ShouldBeTrue();
        StrengthChoice.ShareClosed(0.4, 0.1).ShouldBe(0.75, 1e-12);
    }

    private static StrengthChoice Choose(string setup, double close) =>
        StrengthChoice.Choose(ReRankerSetup.Parse(setup), close, Model, Task, 10, cancellationToken: TestContext.Current.CancellationToken);

    private static double Closed(ReRankerSetup setup)
    {
        var reRanker = (ExposureReRanker)setup.Create(Task.Train);
        var goal = new ExposureGapAt(reRanker, 10);
        var results = new RankingEvaluator([goal]).Evaluate(Model, Task, [null, reRanker], TestContext.Current.CancellationToken);
        return StrengthChoice.ShareClosed(results[0][goal.Key].Mean, results[1][goal.Key].Mean);
    }

    private static RankingTask Questions()
    {
        var builder = new SnapshotBuilder();
        for (var film = 0; film < Films; film++)
        {
            builder.Add(new Item { Id = $"{film}", Categories = [film % 3 == 0 ? "drama" : "other"] });
        }

        for (var user = 0; user < 20; user++)
        {
            foreach (var film in new[] { user, user + 3, user + 7 })
            {
                builder.Add(new Interaction { UserId = $"u{user}", ItemId = $"{film}", Kind = InteractionKinds.Rating, Value = 5 });
            }
        }

        var train = builder.Build();
        return new RankingTask(train, Enumerable.Range(0, 20).Select(user => new RankingCase(user, train.Interactions.HistoryOf(user), [user + 30])));
    }
}

using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void Constant_stays() => LearningRateSchedule.Constant.Factor(100, 0.7).ShouldBe(1);

    [Fact]
    public void A_cosine_falls_from_one_to_its_end()
    {
        var schedule = LearningRateSchedule.Cosine(0.2);
        schedule.Factor(0, 0).ShouldBe(1);
        schedule.Factor(0, 0.5).ShouldBe(0.6, 1e-12);
        schedule.Factor(0, 1).ShouldBe(0.2, 1e-12);
        LearningRateSchedule.Cosine().Factor(0, 0.25).ShouldBe((1 + Math.Sqrt(0.5)) / 2, 1e-12);
    }

    [Fact]
    public void An_inverse_square_root_rises_to_one_and_falls()
    {
        var schedule = LearningRateSchedule.InverseSquareRoot(4);
        schedule.Factor(0, 0).ShouldBe(0.25);
        schedule.Factor(3, 0).ShouldBe(1);
        schedule.Factor(15, 0).ShouldBe(0.5);
    }

    [Fact]
    public void Stepwise_multiplies_every_so_many_steps()
    {
        var schedule = LearningRateSchedule.Stepwise(10, 0.5);
        schedule.Factor(9, 0).ShouldBe(1);
        schedule.Factor(10, 0).ShouldBe(0.5);
        schedule.Factor(25, 0).ShouldBe(0.25);
    }

    [Fact]
    public void A_warm_up_rises_in_a_straight_line_to_what_it_warms_up_for()
    {
        var schedule = LearningRateSchedule.Stepwise(8, 0.5).AfterWarmUp(4);
        Enumerable.Range(0, 5).Select(step => schedule.Factor(step, 0)).ShouldBe([0.25, 0.5, 0.75, 1, 1]);
        schedule.Factor(8, 0).ShouldBe(0.5);
        LearningRateSchedule.Constant.AfterWarmUp(0).ShouldBeSameAs(LearningRateSchedule.Constant);
    }

    [Fact]
    public void Refuses_what_is_outside_of_its_range()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => LearningRateSchedule.Cosine(1.5)).Message.ShouldContain("from 0 to 1");
        Should.Throw<ArgumentOutOfRangeException>(() => LearningRateSchedule.Stepwise(10, 0)).Message.ShouldContain("above 0");
        Should.Throw<ArgumentOutOfRangeException>(() => LearningRateSchedule.InverseSquareRoot(0));
        Should.Throw<ArgumentOutOfRangeException>(() => LearningRateSchedule.Constant.AfterWarmUp(-1));
    }
}

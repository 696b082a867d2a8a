namespace Marquee.Evaluation.Tests.Tuning;

public class StudyPageTests
{
    [Fact]
    public void Shows_the_best_trials_the_start_and_the_best_options()
    {
        var study = new Study(SearchSpace.Of(Landscape.Family, only: ["rate", "colour"]), new RandomSearch(), Landscape.Hill, 5);
        study.Run(new StudySettings { Trials = 14 });
        var page = StudyPage.Write(study, "validation of something", "height", new StudyConclusion((PairedComparison?)null), "others", "marquee tune landscape");

        page.ShouldContain("trial 0 (start)");
        page.ShouldContain($"trial {study.Best!.Number}<");
        page.ShouldContain("dark-blue");
        page.ShouldContain("100 (not searched)");
        page.ShouldContain("14 trials: 14 complete, 0 stopped early, 0 failed.");
        page.ShouldContain("marquee tune landscape");
        StudyPage.Shown(study.Trials).Count.ShouldBeInRange(10, 11);
    }

    [Fact]
    public void The_verdict_says_whether_the_gain_is_more_than_chance()
    {
        var study = new Study(SearchSpace.Of(Landscape.Family), new RandomSearch(), Landscape.Hill, 5);
        study.Run(new StudySettings { Trials = 20 });
        study.Best!.Number.ShouldBeGreaterThan(0);

        StudyPage.Verdict(study, "height", Gain([0.4, 0.5, 0.3, 0.4, 0.6, 0.5]), "other items").ShouldMatch("Against the start \\+0\\.4500 height on other items \\(95% \\+0\\.[0-9]+ to \\+0\\.[0-9]+, p [0-9.]+\\): better\\.$");
        StudyPage.Verdict(study, "height", Gain([0.4, -0.5, 0.3, -0.4, 0.6, -0.5]), "other items").ShouldEndWith("no more than chance; where the search started is as good.");
        StudyPage.Verdict(study, "height", new StudyConclusion((PairedComparison?)null), "other items").ShouldStartWith("Nothing was better");

        static StudyConclusion Gain(double[] gains) => new(PairedComparison.Compare(new MetricValues("height", gains), new MetricValues("height", new double[gains.Length]), 1));
    }
}

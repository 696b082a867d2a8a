using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks.Content;

public class MovieLensPlotsTests
{
    [Fact]
    public void Texts_are_known_by_the_film_that_they_are_of()
    {
        using var temporary = new TemporaryFolder();
        var folder = temporary.Path;
        File.WriteAllLines(Path.Combine(folder, MovieLensPlots.FileName), ["7::Ships::1990::G::d::Drama::A::B::C:: A ship sinks. ::p", "8::Storms::1991::G::d::Drama::A::B::C::N/A::p"]);
        File.WriteAllText(Path.Combine(folder, "dbpedia_abstracts.json"), """{ "7": "Ships is a film.", "9": null }""");
        MovieLensPlots.ReadPlots(folder).ShouldBe([("7", "A ship sinks.")]);
        MovieLensPlots.ReadAbstracts(folder).ShouldBe([("7", "Ships is a film.")]);
        MovieLensPlots.ReadPlots(Path.Combine(folder, "elsewhere")).ShouldBeEmpty();
    }
}

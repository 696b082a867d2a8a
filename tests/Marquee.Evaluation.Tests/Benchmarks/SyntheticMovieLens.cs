using Marquee.Numerics;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

/// <summary>Tiny folders in the layouts of the MovieLens sets.</summary>
internal static class SyntheticMovieLens
{
    /// <summary>40 users, 30 films, 800 different ratings, of which the last come late.</summary>
    public static void Write100K(TemporaryFolder folder, string inside = "")
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, inside));
        var random = new SplittableRandom(11);
        var pairs = Enumerable.Range(0, 40 * 30).ToArray();
        random.Shuffle(pairs.AsSpan());
        folder.Write(Path.Combine(inside, "u.data"), string.Concat(pairs.Take(800).Select((pair, order) =>
            $"{1 + (pair / 30)}\t{1 + (pair % 30)}\t{1 + random.Next(5)}\t{880000000 + (order * 60)}\n")));
        folder.Write(Path.Combine(inside, "u.user"), string.Concat(Enumerable.Range(1, 40).Select(user => $"{user}|30|F|writer|00000\n")));
        folder.Write(Path.Combine(inside, "u.genre"), "unknown|0\nDrama|1\n");
        folder.Write(Path.Combine(inside, "u.item"), string.Concat(Enumerable.Range(1, 30).Select(item => $"{item}|Film {item} (1990)|01-Jan-1990|||0|1\n")));
    }

    /// <summary>The five folds of the ratings that <see cref="Write100K"/> wrote.</summary>
    public static void WriteFolds(TemporaryFolder folder)
    {
        var ratings = File.ReadAllLines(Path.Combine(folder.Path, "u.data"));
        for (var fold = 1; fold <= 5; fold++)
        {
            folder.Write($"u{fold}.test", string.Concat(ratings.Where((_, line) => line % 5 == fold - 1).Select(line => line + "\n")));
        }
    }

    /// <summary>40 users, 30 films, 800 different ratings, of which the last come late, with the files of all suites: the last film of each user for NCF, among five others.</summary>
    public static void WriteLarge1M(TemporaryFolder folder)
    {
        var random = new SplittableRandom(12);
        var pairs = Enumerable.Range(0, 40 * 30).ToArray();
        random.Shuffle(pairs.AsSpan());
        var ratings = pairs.Take(800).Select((pair, order) => (User: pair / 30, Item: pair % 30, Time: 970000000 + (order * 60))).ToArray();
        var numbers = ratings.Select(rating => rating.Item).Distinct().Select((item, number) => (item, number)).ToDictionary(pair => pair.item, pair => pair.number);
        var last = ratings.GroupBy(rating => rating.User).OrderBy(ofUser => ofUser.Key).Select(ofUser => ofUser.Last()).ToArray();
        folder.Write("ratings.dat", string.Concat(ratings.Select(rating => $"{rating.User + 1}::{rating.Item + 1}::{1 + random.Next(5)}::{rating.Time}\n")));
        Directory.CreateDirectory(Path.Combine(folder.Path, "sasrec"));
        folder.Write(Path.Combine("sasrec", "ml-1m.txt"), string.Concat(ratings.OrderBy(rating => rating.User).Select(rating => $"{rating.User + 1} {rating.Item + 1}\n")));
        Directory.CreateDirectory(Path.Combine(folder.Path, "ncf"));
        folder.Write(Path.Combine("ncf", "ml-1m.test.rating"), string.Concat(last.Select(rating => $"{rating.User}\t{numbers[rating.Item]}\t5\t{rating.Time}\n")));
        folder.Write(Path.Combine("ncf", "ml-1m.test.negative"), string.Concat(last.Select(rating => $"({rating.User},{numbers[rating.Item]})\t0\t1\t2\t3\t4\n")));
    }

    /// <summary>Plots, people and facts of thirty films, as they lie beside MovieLens 1M.</summary>
    public static void WriteAround1M(TemporaryFolder folder)
    {
        string[] words = ["ghost", "wedding", "robot"];
        folder.Write("movies_extrainfos.dat", string.Concat(Enumerable.Range(1, 30).Select(film =>
            $"{film}::Film {film}::1999::PG::1 Jan 1999::Leaked::Director {film % 5}::Writer {film % 4} (story), Writer {film % 7} (screenplay)::Actor {film % 3}::A {words[film % 3]} meets another {words[film % 3]} in town::picture\n")));
        folder.Write("kg_final.txt", "entity_head\trelation\tentity_tail\n" + string.Concat(Enumerable.Range(0, 30).Select(film => $"{film}\t0\t{30 + (film % 3)}\n{film}\t1\t{33 + (film % 5)}\n")));
        folder.Write("i2kg_map.txt", "eid\tpid\tname\tentity\n" + string.Concat(Enumerable.Range(0, 30).Select(film => $"{film}\t{film + 1}\tFilm\tFilm\n")));
    }

    /// <summary>Three users and three films; NCF's numbers of the films 50, 40 and 30 are 0, 1 and 2.</summary>
    public static void Write1M(TemporaryFolder folder, string test = "0\t0\t5\t10\n1\t2\t5\t13\n", string negative = "(0,0)\t2\n(1,2)\t0\t1\n")
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "ncf"));
        folder.Write("ratings.dat", "1::50::5::10\n1::40::5::11\n2::40::5::12\n2::30::5::13\n2::50::5::14\n3::40::5::15\n");
        folder.Write(Path.Combine("ncf", "ml-1m.test.rating"), test);
        folder.Write(Path.Combine("ncf", "ml-1m.test.negative"), negative);
    }
}

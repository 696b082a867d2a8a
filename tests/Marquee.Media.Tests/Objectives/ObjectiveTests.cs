using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media.Tests;

/// <summary>Every objective against its formula written down slowly, and its gradient against differences.</summary>
public sealed class ObjectiveTests
{
    private const int Count = 5;
    private const int Columns = 4;

    public static TheoryData<string> Names => [.. Objectives.Keys];

    private static Dictionary<string, (IViewObjective Objective, Func<double[][], double[][], double> Slow)> Objectives { get; } = new()
    {
        ["nt-xent"] = (new NtXent(0.4), (first, second) => NtXent([.. first, .. second], 0.4)),
        ["infonce"] = (new InfoNce(0.3), (first, second) => (InfoNce(first, second, 0.3) + InfoNce(second, first, 0.3)) / 2),
        ["margin"] = (new MarginContrastive(1.2), (first, second) => Margin(first, second, 1.2)),
        ["triplet hardest"] = (new TripletObjective(0.7, TripletMining.Hardest), (first, second) => Triplet(first, second, 0.7, semiHard: false)),
        ["triplet semi-hard"] = (new TripletObjective(0.7), (first, second) => Triplet(first, second, 0.7, semiHard: true)),
        ["vicreg"] = (new VicReg { Invariance = 3, Variance = 5, Covariance = 2 }, VicReg),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_the_formula(string name)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var (parameters, first, second) = Views(seed);
            var tape = new Tape(parameters);
            tape.Reset(recording: false);
            var loss = Objectives[name].Objective.Loss(tape, tape.Use(first), tape.Use(second)).Value;
            loss.ShouldBe((float)Objectives[name].Slow(Rows(first), Rows(second)), 2e-4 * Math.Max(1, Math.Abs(loss)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_the_gradient_that_differences_show(string name)
    {
        var (parameters, first, second) = Views(7);
        var tape = new Tape(parameters);
        tape.Reset(recording: true);
        tape.Backward(Objectives[name].Objective.Loss(tape, tape.Use(first), tape.Use(second)));
        foreach (var parameter in parameters.All)
        {
            var gradient = tape.Use(parameter).Gradient.ToArray();
            gradient.ShouldContain(value => value != 0);
            for (var index = 0; index < gradient.Length; index++)
            {
                const double Step = 1e-5;
                var (one, other) = (Rows(first), Rows(second));
                var moved = parameter == first ? one : other;
                moved[index / Columns][index % Columns] += Step;
                var above = Objectives[name].Slow(one, other);
                moved[index / Columns][index % Columns] -= 2 * Step;
                gradient[index].ShouldBe((float)((above - Objectives[name].Slow(one, other)) / (2 * Step)), 3e-3);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_views_that_do_not_fit(string name)
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var (one, other) = (parameters.AddNormal("one", new TensorShape(1, 3), 1), parameters.AddNormal("other", new TensorShape(2, 3), 1));
        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        Should.Throw<ArgumentException>(() => Objectives[name].Objective.Loss(tape, tape.Use(one), tape.Use(one))).Message.ShouldContain("at least two rows");
        Should.Throw<ArgumentException>(() => Objectives[name].Objective.Loss(tape, tape.Use(one), tape.Use(other)));
    }

    [Fact]
    public void Finds_the_partner_among_four_views_as_worked_by_hand()
    {
        // a = (1, 0) twice and b = (0, 1) twice at temperature 1: each view sees its partner at cosine 1 and two others at 0.
        var parameters = new ParameterSet(new SplittableRandom(1));
        var views = parameters.AddConstant("views", new TensorShape(2, 2));
        views.Values[0] = views.Values[3] = 2;
        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        new NtXent(1).Loss(tape, tape.Use(views), tape.Use(views)).Value.ShouldBe((float)-Math.Log(Math.E / (Math.E + 2)), 1e-5);
        new InfoNce(1).Loss(tape, tape.Use(views), tape.Use(views)).Value.ShouldBe((float)-Math.Log(Math.E / (Math.E + 1)), 1e-5);
        new MarginContrastive(1).Loss(tape, tape.Use(views), tape.Use(views)).Value.ShouldBe(0, 1e-5);
        new TripletObjective(1).Loss(tape, tape.Use(views), tape.Use(views)).Value.ShouldBe(0, 1e-5);
    }

    [Fact]
    public void Foretells_the_target_without_a_gradient_to_it()
    {
        var (parameters, first, second) = Views(3);
        var tape = new Tape(parameters);
        tape.Reset(recording: true);
        var loss = BootstrapGoal.Loss(tape, tape.Use(first), tape.Use(second));
        loss.Value.ShouldBe((float)Rows(first).Zip(Rows(second), (one, other) => 2 - (2 * Cosine(one, other))).Average(), 1e-5);
        tape.Backward(loss);
        tape.Use(first).HasGradient.ShouldBeTrue();
        tape.Use(second).HasGradient.ShouldBeFalse();
    }

    [Fact]
    public void Refuses_options_outside_of_their_range()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new NtXent(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new InfoNce(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => new MarginContrastive(2.5));
        Should.Throw<ArgumentOutOfRangeException>(() => new TripletObjective(0));
    }

    private static (ParameterSet Parameters, Parameter First, Parameter Second) Views(ulong seed)
    {
        var parameters = new ParameterSet(new SplittableRandom(seed));
        return (parameters, parameters.AddNormal("first", new TensorShape(Count, Columns), 0.8), parameters.AddNormal("second", new TensorShape(Count, Columns), 0.8));
    }

    private static double[][] Rows(Parameter parameter) =>
        [.. Enumerable.Range(0, parameter.Shape.Rows).Select(row => Enumerable.Range(0, parameter.Shape.Columns).Select(column => (double)parameter.Values[(row * parameter.Shape.Columns) + column]).ToArray())];

    private static double Dot(double[] one, double[] other) => one.Zip(other, (a, b) => a * b).Sum();

    private static double Cosine(double[] one, double[] other) => Dot(one, other) / Math.Sqrt(Dot(one, one) * Dot(other, other));

    private static double NtXent(double[][] views, double temperature)
    {
        var half = views.Length / 2;
        return Enumerable.Range(0, views.Length).Average(view =>
        {
            var others = Enumerable.Range(0, views.Length).Where(other => other != view).Sum(other => Math.Exp(Cosine(views[view], views[other]) / temperature));
            return -Math.Log(Math.Exp(Cosine(views[view], views[(view + half) % views.Length]) / temperature) / others);
        });
    }

    private static double InfoNce(double[][] queries, double[][] keys, double temperature) => Enumerable.Range(0, queries.Length).Average(query =>
        -Math.Log(Math.Exp(Cosine(queries[query], keys[query]) / temperature) / keys.Sum(key => Math.Exp(Cosine(queries[query], key) / temperature))));

    private static double Margin(double[][] first, double[][] second, double margin)
    {
        var near = Enumerable.Range(0, first.Length).Average(row => SquaredDistance(first[row], second[row]));
        var far = Pairs(first.Length).Average(pair => Math.Pow(Math.Max(0, margin - Math.Sqrt(SquaredDistance(first[pair.One], second[pair.Other]) + 1e-6)), 2));
        return near + far;
    }

    private static double Triplet(double[][] first, double[][] second, double margin, bool semiHard) => Enumerable.Range(0, first.Length).Average(row =>
    {
        var near = SquaredDistance(first[row], second[row]);
        var others = Enumerable.Range(0, first.Length).Where(other => other != row).Select(other => SquaredDistance(first[row], second[other])).Order().ToArray();
        var behind = others.Where(other => other > near).ToArray();
        return Math.Max(0, near - (semiHard && behind.Length > 0 ? behind[0] : others[0]) + margin);
    });

    private static double VicReg(double[][] first, double[][] second)
    {
        var invariance = Enumerable.Range(0, first.Length).Average(row => first[row].Zip(second[row], (a, b) => (a - b) * (a - b)).Average());
        return (3 * invariance) + Spread(first) + Spread(second);

        static double Spread(double[][] views)
        {
            var columns = Enumerable.Range(0, views[0].Length).Select(column => views.Select(view => view[column]).ToArray()).ToArray();
            var hinge = columns.Average(column => Math.Max(0, 1 - Math.Sqrt(Covariance(column, column) + 1e-4)));
            var beside = Pairs(columns.Length).Sum(pair => Math.Pow(Covariance(columns[pair.One], columns[pair.Other]), 2)) / columns.Length;
            return (5 * hinge / 2) + (2 * beside);
        }
    }

    private static double Covariance(double[] one, double[] other) => one.Zip(other, (a, b) => (a - one.Average()) * (b - other.Average())).Sum() / (one.Length - 1);

    private static double SquaredDistance(double[] one, double[] other) => 2 - (2 * Cosine(one, other));

    private static IEnumerable<(int One, int Other)> Pairs(int count) =>
        from one in Enumerable.Range(0, count) from other in Enumerable.Range(0, count) where one != other select (one, other);
}

using Marquee.Benchmarks;

// One line a benchmark: its name on the command line, and what runs it.
var benchmarks = new SortedDictionary<string, Action<BenchmarkOptions>>(StringComparer.Ordinal)
{
    ["als"] = AlsBenchmark.Run,
    ["boosting"] = BoostingBenchmark.Run,
    ["cholesky"] = CholeskyBenchmark.Run,
    ["ease"] = EaseBenchmark.Run,
    ["gram"] = GramBenchmark.Run,
    ["learning"] = LearningBenchmark.Run,
    ["lists-data"] = ListsData.Run,
    ["operations"] = OperationsBenchmark.Run,
    ["product"] = ProductBenchmark.Run,
    ["shelf"] = ShelfBenchmark.Run,
    ["sparse"] = SparseBenchmark.Run,
    ["topk"] = TopKBenchmark.Run,
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine($"Usage: Marquee.Benchmarks {string.Join('|', benchmarks.Keys)} [--data DIR] [--out DIR] [--only A,B] [--markdown]");
    return 2;
}

run(BenchmarkOptions.Parse(args.AsSpan(1)));
return 0;

using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>The state of one training, and its step: scores, losses, gradients, Adagrad. Chance and order are the trainer's.</summary>
/// <remarks>Threads share a step by rows of what they write, so that their number changes no bit.</remarks>
internal sealed unsafe partial class LinkTraining
{
    private const float Epsilon = 1e-10f;
    private const int PlacesPerTask = 8;
    private const int RowsPerTask = 256;

    private readonly FactGraph _graph;
    private readonly LinkQueries _queries;
    private readonly LinkOptions _options;
    private readonly LinkGeometry _geometry;
    private readonly int _threads;
    private readonly int _entityCount;
    private readonly int _factors;
    private readonly int _candidates;
    private readonly int _relationRows;
    private readonly float _scale;

    private readonly AlignedMemory _entities;
    private readonly AlignedMemory _entitySquares;
    private readonly AlignedMemory _gradients;
    private readonly DenseMatrix _relationNumbers;
    private readonly AlignedMemory _relations;
    private readonly float[] _relationSquares;
    private readonly AlignedMemory _ofRelations;

    private readonly AlignedMemory _drawn;
    private readonly AlignedMemory _norms;
    private readonly AlignedMemory _vectors;
    private readonly AlignedMemory _ofVectors;
    private readonly AlignedMemory _ofHeads;
    private readonly AlignedMemory _ofPlaceRelations;
    private readonly AlignedMemory _scores;
    private readonly AlignedMemory _pullsOfTasks;
    private readonly float[] _pullsOfPlaces;
    private readonly double[] _losses;

    private readonly int[] _deck;
    private readonly int[] _rowOf;
    private readonly int[] _entityOf;
    private readonly float[] _counts;
    private readonly float[] _relationCounts;
    private readonly List<int> _touched = [];
    private readonly int[] _batch;
    private readonly int[] _firstAnswers;
    private int[] _answers = [];
    private float[] _pulls = [];
    private int _places;
    private int _rows;
    private int _nextDrawn;
    private SplittableRandom _chance;

    /// <summary>Draws the numbers that training begins with.</summary>
    public LinkTraining(FactGraph graph, LinkQueries queries, LinkOptions options, SplittableRandom random, int maxDegreeOfParallelism)
    {
        (_graph, _queries, _options, _threads, _chance) = (graph, queries, options, maxDegreeOfParallelism, random);
        _geometry = LinkGeometry.Of(options);
        _entityCount = graph.Entities.Count;
        _factors = options.Factors;
        _candidates = IsDrawing ? Math.Min(options.Negatives, _entityCount) : _entityCount;
        _relationRows = graph.Relations.Count * (options.Reciprocal ? 2 : 1);
        var places = Math.Min(options.BatchSize, queries.Count);
        // Losses and penalties are means over as many answers as a batch has on average: the last, shorter batch is a smaller step of the same objective.
        _scale = (float)((double)queries.Count / queries.AnswerCount / places);

        _entities = new AlignedMemory(checked(_entityCount * _factors));
        _entitySquares = new AlignedMemory(_entityCount * _factors);
        _gradients = new AlignedMemory(_entityCount * _factors);
        _relationNumbers = new DenseMatrix(_relationRows, _geometry.RelationFactors);
        _relations = new AlignedMemory(_relationRows * _factors);
        _relationSquares = new float[_relationRows * _geometry.RelationFactors];
        _ofRelations = new AlignedMemory(_relationRows * _factors);

        _drawn = new AlignedMemory(IsDrawing ? _candidates * _factors : 0);
        _norms = new AlignedMemory(_geometry.IsDistance ? _candidates : 0);
        _vectors = new AlignedMemory(checked(places * _factors));
        _ofVectors = new AlignedMemory(places * _factors);
        _ofHeads = new AlignedMemory(places * _factors);
        _ofPlaceRelations = new AlignedMemory(places * _factors);
        _scores = new AlignedMemory(checked(places * _candidates));
        _pullsOfTasks = new AlignedMemory(_geometry.IsDistance ? (places + PlacesPerTask - 1) / PlacesPerTask * _candidates : 0);
        _pullsOfPlaces = new float[places];
        _losses = new double[places];

        _deck = [.. Enumerable.Range(0, _entityCount)];
        _entityOf = [.. _deck];
        _rowOf = IsDrawing ? new int[_entityCount] : [.. _deck];
        if (IsDrawing)
        {
            Array.Fill(_rowOf, -1);
        }

        _counts = new float[_entityCount];
        _relationCounts = new float[_relationRows];
        _batch = new int[places];
        _firstAnswers = new int[places + 1];

        var ofEntities = random.Split("entities");
        foreach (ref var number in _entities.Numbers.Span)
        {
            number = (float)(options.InitialScale * ofEntities.NextGaussian());
        }

        var ofRelations = random.Split("relations");
        for (var row = 0; row < _relationRows; row++)
        {
            _geometry.Begin(ofRelations, options.InitialScale, _relationNumbers.Row(row));
            _geometry.Expand(_relationNumbers.Row(row), RelationSpan(_relations, row));
        }
    }

    /// <summary>Adagrad's sums of squared gradients of the entities.</summary>
    internal ReadOnlySpan<float> EntitySquares => _entitySquares.Numbers.Span;

    /// <summary>Adagrad's sums of squared gradients of the relations' numbers.</summary>
    internal ReadOnlySpan<float> RelationSquares => _relationSquares;

    private bool IsDrawing => _options.Negatives > 0;

    private float* Candidates => IsDrawing ? _drawn.Start : _entities.Start;

    private static ElementKernels Elements => ElementKernels.Chosen;

    /// <summary>The model as it is now. It shares the memory of the training.</summary>
    public LinkModel Model() => new(_options, _graph.Entities, _graph.Relations, new DenseMatrix(_entityCount, _factors, _entities.Numbers), _relationNumbers);

    /// <summary>Begins a pass, whose negatives come from a stream of chance of its own.</summary>
    public void BeginEpoch(SplittableRandom random) => (_chance, _nextDrawn) = (random, _entityCount);

    /// <summary>One step.</summary>
    /// <param name="queries">Numbers of the queries of the batch.</param>
    /// <param name="rate">The learning rate.</param>
    /// <returns>The sum of the losses of all answers.</returns>
    public double Step(ReadOnlySpan<int> queries, double rate)
    {
        Gather(queries);
        if (IsDrawing)
        {
            Draw();
        }

        ParallelBlocks.For(_places, PlacesPerTask, _threads, (start, end, _) => Compose(start, end));
        if (_geometry.IsDistance)
        {
            ParallelBlocks.For(_candidates, RowsPerTask, _threads, (start, end, _) => Measure(start, end));
        }

        Multiply(_places, _candidates, _factors, _vectors.Start, false, Candidates, true, _scores.Start, _geometry.IsDistance ? -2 : 1, 0, _geometry.IsDistance ? _norms.Start : null);
        ParallelBlocks.For(_places, PlacesPerTask, _threads, Judge);
        Multiply(_places, _factors, _candidates, _scores.Start, false, Candidates, false, _ofVectors.Start);
        Multiply(_candidates, _factors, _places, _scores.Start, true, _vectors.Start, false, _gradients.Start);
        ParallelBlocks.For(_places, PlacesPerTask, _threads, (start, end, _) => ComposeBack(start, end));

        Elements.Scale(0, _ofRelations.Start, _ofRelations.Start, _relationRows * _factors);
        if (_options.RelationPrediction > 0)
        {
            PredictRelations();
        }

        Collect();
        ParallelBlocks.For(_rows, RowsPerTask, _threads, (start, end, _) => MoveEntities(start, end, (float)rate));
        ParallelBlocks.For(_relationRows, PlacesPerTask, _threads, (start, end, _) => MoveRelations(start, end, (float)rate));
        Forget();
        var loss = 0.0;
        for (var place = 0; place < _places; place++)
        {
            loss += _losses[place];
        }

        return loss;
    }

    private void Gather(ReadOnlySpan<int> queries)
    {
        queries.CopyTo(_batch);
        _places = queries.Length;
        var count = 0;
        foreach (var query in queries)
        {
            count += _queries.Answers(query).Length;
        }

        if (_answers.Length < count)
        {
            (_answers, _pulls) = (new int[2 * count], new float[2 * count]);
        }

        count = 0;
        for (var place = 0; place < _places; place++)
        {
            _firstAnswers[place] = count;
            var answers = _queries.Answers(_batch[place]);
            answers.CopyTo(_answers.AsSpan(count));
            count += answers.Length;
            Touch(_queries[_batch[place]].Entity, answers.Length);
            _relationCounts[RelationRow(place)] += answers.Length;
            foreach (var answer in answers)
            {
                Touch(answer, 1);
            }
        }

        _firstAnswers[_places] = count;
        _rows = _entityCount;

        void Touch(int entity, int count)
        {
            if (_counts[entity] == 0)
            {
                _touched.Add(entity);
            }

            _counts[entity] += count;
        }
    }

    // The first rows of the gradient are the candidates, then come those that take part otherwise.
    private void Draw()
    {
        // A deck that is dealt out: each entity is drawn as often as any other, and never twice in a step.
        if (_nextDrawn + _candidates > _entityCount)
        {
            _chance.Shuffle(_deck.AsSpan());
            _nextDrawn = 0;
        }

        for (_rows = 0; _rows < _candidates; _rows++)
        {
            Place(_deck[_nextDrawn + _rows]);
        }

        ParallelBlocks.For(_candidates, RowsPerTask, _threads, (start, end, _) =>
        {
            for (var row = start; row < end; row++)
            {
                new ReadOnlySpan<float>(Entity(_entityOf[row]), _factors).CopyTo(new Span<float>(Of(_drawn, row), _factors));
            }
        });
        _nextDrawn += _candidates;
        foreach (var entity in _touched)
        {
            if (_rowOf[entity] < 0)
            {
                Place(entity);
                new Span<float>(_gradients.Start + ((nint)_rows * _factors), _factors).Clear();
                _rows++;
            }
        }

        void Place(int entity) => (_entityOf[_rows], _rowOf[entity]) = (entity, _rows);
    }

    private void Compose(int start, int end)
    {
        for (var place = start; place < end; place++)
        {
            var vector = Of(_vectors, place);
            new Span<float>(vector, _factors).Clear();
            _geometry.Compose(Entity(Query(place).Entity), Relation(place), IsInverse(place), vector);
        }
    }

    private void Measure(int start, int end)
    {
        for (var candidate = start; candidate < end; candidate++)
        {
            var vector = Candidates + ((nint)candidate * _factors);
            _norms.Start[candidate] = Elements.Dot(vector, vector, _factors);
        }
    }

    private void ComposeBack(int start, int end)
    {
        for (var place = start; place < end; place++)
        {
            float* vector = Of(_vectors, place), ofVector = Of(_ofVectors, place), ofHead = Of(_ofHeads, place), ofRelation = Of(_ofPlaceRelations, place);
            if (_geometry.IsDistance)
            {
                Elements.AddScaled(-_pullsOfPlaces[place], vector, ofVector, _factors);
            }

            if (IsDrawing)
            {
                for (var number = _firstAnswers[place]; number < _firstAnswers[place + 1]; number++)
                {
                    Elements.AddScaled(_pulls[number], Entity(_answers[number]), ofVector, _factors);
                }
            }

            new Span<float>(ofHead, _factors).Clear();
            new Span<float>(ofRelation, _factors).Clear();
            _geometry.ComposeBack(Entity(Query(place).Entity), Relation(place), IsInverse(place), ofVector, ofHead, ofRelation);
        }
    }

    // On one thread, in the order of the batch: places share entities and relations.
    private void Collect()
    {
        for (var place = 0; place < _places; place++)
        {
            Elements.Add(Of(_ofHeads, place), Gradient(Query(place).Entity), _factors);
            Elements.Add(Of(_ofPlaceRelations, place), Of(_ofRelations, RelationRow(place)), _factors);
            for (var number = _firstAnswers[place]; IsDrawing && number < _firstAnswers[place + 1]; number++)
            {
                var ofAnswer = Gradient(_answers[number]);
                Elements.AddScaled(_pulls[number], Of(_vectors, place), ofAnswer, _factors);
                if (_geometry.IsDistance)
                {
                    Elements.AddScaled(-_pulls[number], Entity(_answers[number]), ofAnswer, _factors);
                }
            }
        }

        for (var task = 1; _geometry.IsDistance && task < (_places + PlacesPerTask - 1) / PlacesPerTask; task++)
        {
            Elements.Add(_pullsOfTasks.Start + ((nint)task * _candidates), _pullsOfTasks.Start, _candidates);
        }
    }

    private void MoveEntities(int start, int end, float rate)
    {
        for (var row = start; row < end; row++)
        {
            var entity = _entityOf[row];
            var (values, gradient) = ((nint)Entity(entity), (nint)(_gradients.Start + ((nint)row * _factors)));
            if (_geometry.IsDistance && row < _candidates)
            {
                Elements.AddScaled(-_pullsOfTasks.Start[row], (float*)values, (float*)gradient, _factors);
            }

            if (_counts[entity] > 0 && _options.Regularization > 0)
            {
                _geometry.Penalize(_options.Regularizer, (float)_options.Regularization * _scale * _counts[entity], (float*)values, (float*)gradient, isRelation: false);
            }

            OptimizerKernels.Chosen.Adagrad((float*)values, (float*)gradient, _entitySquares.Start + ((nint)entity * _factors), _factors, 1, rate, 1, Epsilon);
        }
    }

    private void MoveRelations(int start, int end, float rate)
    {
        var width = _geometry.RelationFactors;
        var ofNumbers = System.Buffers.ArrayPool<float>.Shared.Rent(width);
        for (var row = start; row < end; row++)
        {
            if (_relationCounts[row] == 0 && _options.RelationPrediction == 0)
            {
                continue;
            }

            _geometry.ExpandBack(RelationSpan(_relations, row), RelationSpan(_ofRelations, row), ofNumbers.AsSpan(0, width));
            fixed (float* values = _relationNumbers.Row(row), gradient = ofNumbers, squares = _relationSquares)
            {
                if (_relationCounts[row] > 0 && _options.Regularization > 0)
                {
                    _geometry.Penalize(_options.Regularizer, (float)_options.Regularization * _scale * _relationCounts[row], values, gradient, isRelation: true);
                }

                OptimizerKernels.Chosen.Adagrad(values, gradient, squares + ((nint)row * width), width, 1, rate, 1, Epsilon);
            }

            _geometry.Expand(_relationNumbers.Row(row), RelationSpan(_relations, row));
        }

        System.Buffers.ArrayPool<float>.Shared.Return(ofNumbers);
    }

    private void Forget()
    {
        foreach (var entity in _touched)
        {
            _counts[entity] = 0;
        }

        _touched.Clear();
        Array.Clear(_relationCounts);
        for (var row = 0; IsDrawing && row < _rows; row++)
        {
            _rowOf[_entityOf[row]] = -1;
        }
    }

    private LinkQuery Query(int place) => _queries[_batch[place]];

    private int RelationRow(int place) => IsInverse(place) ? Query(place).Relation - _graph.Relations.Count : Query(place).Relation;

    private bool IsInverse(int place) => !_options.Reciprocal && Query(place).Relation >= _graph.Relations.Count;

    private float* Relation(int place) => Of(_relations, RelationRow(place));

    private float* Entity(int entity) => Of(_entities, entity);

    private float* Gradient(int entity) => Of(_gradients, _rowOf[entity]);

    private float* Of(AlignedMemory memory, int row) => memory.Start + ((nint)row * _factors);

    private Span<float> RelationSpan(AlignedMemory memory, int row) => new(Of(memory, row), _factors);

    private void Multiply(int rows, int columns, int depth, float* a, bool transposeA, float* b, bool transposeB, float* c, float alpha = 1, float beta = 0, float* rowToAdd = null) =>
        new PackedProduct
        {
            Kernel = MatrixKernels.Default.Tile,
            A = new MatrixOperand(a, transposeA ? rows : depth, transposeA),
            B = new MatrixOperand(b, transposeB ? depth : columns, transposeB),
            C = c,
            CStride = columns,
            Rows = rows,
            Columns = columns,
            Depth = depth,
            Alpha = alpha,
            Beta = beta,
            RowToAdd = rowToAdd,
        }.Run(_threads);
}

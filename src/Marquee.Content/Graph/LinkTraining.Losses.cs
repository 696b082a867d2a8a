using System.Buffers;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <content>Losses: what is made of the scores of a query.</content>
internal sealed unsafe partial class LinkTraining
{
    private const int FactsAtOnce = 1024;

    // Its exponential is zero beside that of any other number.
    private const float Impossible = -1e30f;

    private AlignedMemory? _between;
    private AlignedMemory? _ofBetween;
    private AlignedMemory? _relationScores;

    // Turns the scores of some places into their gradients; over the distances, where there are some: d(-|q - e|)/dq = (e - q) / |q - e|.
    private void Judge(int start, int end, int task)
    {
        var rented = ArrayPool<float>.Shared.Rent(_candidates);
        fixed (float* scratch = rented)
        {
            for (var place = start; place < end; place++)
            {
                var scores = _scores.Start + ((nint)place * _candidates);
                if (_geometry.IsDistance)
                {
                    Kernels.NegativeDistances(scores, Elements.Dot(Of(_vectors, place), Of(_vectors, place), _factors), _candidates);
                }

                _losses[place] = IsDrawing ? AgainstDrawn(place, scores, scratch) : AgainstAll(place, scores, scratch);
            }
        }

        ArrayPool<float>.Shared.Return(rented);
        if (_geometry.IsDistance)
        {
            var sums = _pullsOfTasks.Start + ((nint)task * _candidates);
            new Span<float>(sums, _candidates).Clear();
            ColumnSums.Chosen.Add(_scores.Start + ((nint)start * _candidates), end - start, _candidates, sums);
        }
    }

    private static LinkKernels Kernels => LinkKernels.Chosen;

    private double AgainstAll(int place, float* scores, float* scratch)
    {
        var answers = AnswersOf(place);
        var sum = 0.0;
        foreach (var answer in answers)
        {
            sum += scores[answer];
        }

        if (_geometry.IsDistance)
        {
            new ReadOnlySpan<float>(scores, _candidates).CopyTo(new Span<float>(scratch, _candidates));
        }

        var logarithm = SoftmaxKernels.Chosen.Softmax(scores, _candidates, _scale * answers.Length);
        foreach (var answer in answers)
        {
            scores[answer] -= _scale;
        }

        if (_geometry.IsDistance)
        {
            _pullsOfPlaces[place] = Kernels.DivideByDistances(scores, scratch, _candidates);
        }

        return (answers.Length * (double)logarithm) - sum;
    }

    private double AgainstDrawn(int place, float* scores, float* scratch)
    {
        foreach (var answer in AnswersOf(place))
        {
            if (_rowOf[answer] < _candidates)
            {
                scores[_rowOf[answer]] = Impossible;
            }
        }

        // The distances of those left out are wrong, and multiply zeros.
        var (distances, probabilities) = ((nint)0, (nint)scratch);
        var rented = _geometry.IsDistance && _options.Loss == LinkLoss.SelfAdversarial ? ArrayPool<float>.Shared.Rent(_candidates) : null;
        fixed (float* more = rented)
        {
            if (_geometry.IsDistance)
            {
                distances = rented is null ? (nint)scratch : (nint)more;
                new ReadOnlySpan<float>(scores, _candidates).CopyTo(new Span<float>((float*)distances, _candidates));
            }

            var loss = _options.Loss == LinkLoss.SelfAdversarial ? SelfAdversarial(place, scores, (float*)probabilities) : SampledSoftmax(place, scores);
            if (_geometry.IsDistance)
            {
                _pullsOfPlaces[place] += Kernels.DivideByDistances(scores, (float*)distances, _candidates);
            }

            if (rented is not null)
            {
                ArrayPool<float>.Shared.Return(rented);
            }

            return loss;
        }
    }

    // The softmax over all entities, of which those that were drawn stand for all that are no answers: their exponentials count as often as one was drawn of how many.
    private double SampledSoftmax(int place, float* scores)
    {
        var (first, end) = (_firstAnswers[place], _firstAnswers[place + 1]);
        var drawn = _candidates;
        var largest = float.NegativeInfinity;
        for (var number = first; number < end; number++)
        {
            drawn -= _rowOf[_answers[number]] < _candidates ? 1 : 0;
            _pulls[number] = AnswerScore(place, number);
            largest = MathF.Max(largest, _pulls[number]);
        }

        var others = SoftmaxKernels.Chosen.Softmax(scores, _candidates) + MathF.Log((float)(_entityCount - (end - first)) / drawn);
        if (drawn == 0)
        {
            others = float.NegativeInfinity;
        }

        largest = MathF.Max(largest, others);
        var sum = Math.Exp(others - largest);
        for (var number = first; number < end; number++)
        {
            sum += Math.Exp(_pulls[number] - largest);
        }

        var logarithm = largest + Math.Log(sum);
        var loss = 0.0;
        _pullsOfPlaces[place] = 0;
        for (var number = first; number < end; number++)
        {
            var score = _pulls[number];
            loss += logarithm - score;
            Pull(place, number, score, ((end - first) * (float)Math.Exp(score - logarithm)) - 1);
        }

        Elements.Scale(_scale * (end - first) * (float)Math.Exp(others - logarithm), scores, scores, _candidates);
        return loss;
    }

    private double SelfAdversarial(int place, float* scores, float* probabilities)
    {
        var margin = (float)_options.Margin;
        Elements.Scale((float)_options.AdversarialTemperature, scores, probabilities, _candidates);
        SoftmaxKernels.Chosen.Softmax(probabilities, _candidates);
        var count = _firstAnswers[place + 1] - _firstAnswers[place];
        _pullsOfPlaces[place] = 0;
        var loss = count * Kernels.SelfAdversarial(scores, probabilities, margin, _scale * count, _candidates);
        for (var number = _firstAnswers[place]; number < _firstAnswers[place + 1]; number++)
        {
            var score = AnswerScore(place, number);
            var (softplus, sigmoid) = Logistic(-margin - score);
            loss += softplus;
            Pull(place, number, score, -sigmoid);
        }

        return loss;
    }

    private void Pull(int place, int number, float score, float slope)
    {
        _pulls[number] = _scale * slope;
        if (_geometry.IsDistance)
        {
            _pulls[number] /= -score;
            _pullsOfPlaces[place] += _pulls[number];
        }
    }

    private float AnswerScore(int place, int number)
    {
        float* vector = Of(_vectors, place), answer = Entity(_answers[number]);
        var score = Elements.Dot(vector, answer, _factors);
        if (_geometry.IsDistance)
        {
            score = Elements.Dot(vector, vector, _factors) + Elements.Dot(answer, answer, _factors) - (2 * score);
            Kernels.NegativeDistances(&score, 0, 1);
        }

        return score;
    }

    private ReadOnlySpan<int> AnswersOf(int place) => _answers.AsSpan(_firstAnswers[place].._firstAnswers[place + 1]);

    private static (float Softplus, float Sigmoid) Logistic(float x)
    {
        var exponential = MathF.Exp(-MathF.Abs(x));
        return (MathF.Log(1 + exponential) + MathF.Max(0, x), (x > 0 ? 1 : exponential) / (1 + exponential));
    }

    // The softmax over relations of each fact; those read backwards too where they have relations of their own.
    private void PredictRelations()
    {
        _between ??= new AlignedMemory(FactsAtOnce * _factors);
        _ofBetween ??= new AlignedMemory(FactsAtOnce * _factors);
        _relationScores ??= new AlignedMemory(FactsAtOnce * _relationRows);
        var facts = new List<(int Place, int Answer)>(FactsAtOnce);
        for (var place = 0; place < _places; place++)
        {
            if (IsInverse(place))
            {
                continue;
            }

            foreach (var answer in AnswersOf(place))
            {
                facts.Add((place, answer));
                if (facts.Count == FactsAtOnce)
                {
                    PredictRelations(facts);
                }
            }
        }

        PredictRelations(facts);
    }

    private void PredictRelations(List<(int Place, int Answer)> facts)
    {
        var scale = (float)_options.RelationPrediction * _scale;
        for (var number = 0; number < facts.Count; number++)
        {
            var between = Of(_between!, number);
            new Span<float>(between, _factors).Clear();
            _geometry.Between(Entity(Query(facts[number].Place).Entity), Entity(facts[number].Answer), between);
        }

        Multiply(facts.Count, _relationRows, _factors, _between!.Start, false, _relations.Start, true, _relationScores!.Start);
        for (var number = 0; number < facts.Count; number++)
        {
            var scores = _relationScores.Start + ((nint)number * _relationRows);
            SoftmaxKernels.Chosen.Softmax(scores, _relationRows, scale);
            scores[RelationRow(facts[number].Place)] -= scale;
        }

        Multiply(facts.Count, _factors, _relationRows, _relationScores.Start, false, _relations.Start, false, _ofBetween!.Start);
        Multiply(_relationRows, _factors, facts.Count, _relationScores.Start, true, _between.Start, false, _ofRelations.Start, beta: 1);
        for (var number = 0; number < facts.Count; number++)
        {
            var (place, answer) = facts[number];
            _geometry.BetweenBack(Entity(Query(place).Entity), Entity(answer), Of(_ofBetween, number), Of(_ofHeads, place), Gradient(answer));
        }

        facts.Clear();
    }
}

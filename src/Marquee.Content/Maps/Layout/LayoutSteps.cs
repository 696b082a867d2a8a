using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Moves items along their forces, with momentum and a gain for each coordinate.</summary>
/// <remarks>
/// Source: Jacobs, Increased Rates of Convergence Through Learning Rate Adaptation, 1988, as in van der Maaten and Hinton, Visualizing Data using t-SNE, JMLR 2008: a gain grows by 0.2 where the gradient keeps its direction and shrinks to 80% where it
/// turns. No item moves further than 5 in a step (after openTSNE), so that a map of few items cannot burst.
/// </remarks>
internal sealed class LayoutSteps
{
    private const int ItemsPerBlock = 4096;
    private const float GainStep = 0.2f;
    private const float GainShrink = 0.8f;
    private const float SmallestGain = 0.01f;
    private const float LongestStep = 5;

    private readonly float[] _x, _y;
    private readonly float[] _pullX, _pullY, _pushX, _pushY, _moveX, _moveY, _gainX, _gainY;
    private readonly double[] _sumsX, _sumsY;
    private readonly Attraction _attraction;
    private readonly Repulsion _repulsion;
    private readonly WorkerTeam _team;
    private readonly Action<int, int> _move, _centre;
    private float _exaggeration, _divisor, _momentum, _learningRate, _meanX, _meanY;

    public LayoutSteps(float[] x, float[] y, Attraction attraction, Repulsion repulsion, WorkerTeam team)
    {
        (_x, _y, _attraction, _repulsion, _team) = (x, y, attraction, repulsion, team);
        (_pullX, _pullY, _pushX, _pushY) = (new float[x.Length], new float[x.Length], new float[x.Length], new float[x.Length]);
        (_moveX, _moveY, _gainX, _gainY) = (new float[x.Length], new float[x.Length], new float[x.Length], new float[x.Length]);
        Array.Fill(_gainX, 1);
        Array.Fill(_gainY, 1);
        var blocks = (x.Length + ItemsPerBlock - 1) / ItemsPerBlock;
        (_sumsX, _sumsY) = (new double[blocks], new double[blocks]);
        (_move, _centre) = (Move, Centre);
    }

    /// <summary>The divisor of the repulsion at the last step.</summary>
    public double Divisor { get; private set; }

    /// <summary>One step.</summary>
    public void Step(double exaggeration, double momentum, double learningRate)
    {
        _attraction.Compute(_x, _y, _pullX, _pullY, _team);
        Divisor = Math.Max(_repulsion.Compute(_x, _y, _pushX, _pushY, _team), double.Epsilon);
        (_exaggeration, _divisor, _momentum, _learningRate) = ((float)exaggeration, (float)(1 / Divisor), (float)momentum, (float)learningRate);
        _team.Run(_sumsX.Length, _move);
        var (sumX, sumY) = (0.0, 0.0);
        for (var block = 0; block < _sumsX.Length; block++)
        {
            sumX += _sumsX[block];
            sumY += _sumsY[block];
        }

        (_meanX, _meanY) = ((float)(sumX / _x.Length), (float)(sumY / _x.Length));
        _team.Run(_sumsX.Length, _centre);
    }

    private void Move(int block, int worker)
    {
        double sumX = 0, sumY = 0;
        var end = Math.Min((block + 1) * ItemsPerBlock, _x.Length);
        for (var item = block * ItemsPerBlock; item < end; item++)
        {
            var forceX = (_exaggeration * _pullX[item]) + (_divisor * _pushX[item]);
            var forceY = (_exaggeration * _pullY[item]) + (_divisor * _pushY[item]);
            _gainX[item] = Gain(_gainX[item], forceX, _moveX[item]);
            _gainY[item] = Gain(_gainY[item], forceY, _moveY[item]);
            var moveX = (_momentum * _moveX[item]) + (_learningRate * _gainX[item] * forceX);
            var moveY = (_momentum * _moveY[item]) + (_learningRate * _gainY[item] * forceY);
            var length = MathF.Sqrt((moveX * moveX) + (moveY * moveY));
            if (length > LongestStep)
            {
                (moveX, moveY) = (moveX * LongestStep / length, moveY * LongestStep / length);
            }

            (_moveX[item], _moveY[item]) = (moveX, moveY);
            _x[item] += moveX;
            _y[item] += moveY;
            sumX += _x[item];
            sumY += _y[item];
        }

        (_sumsX[block], _sumsY[block]) = (sumX, sumY);
    }

    private static float Gain(float gain, float force, float move) =>
        force * move >= 0 ? gain + GainStep : Math.Max(SmallestGain, gain * GainShrink);

    private void Centre(int block, int worker)
    {
        var end = Math.Min((block + 1) * ItemsPerBlock, _x.Length);
        for (var item = block * ItemsPerBlock; item < end; item++)
        {
            _x[item] -= _meanX;
            _y[item] -= _meanY;
        }
    }
}

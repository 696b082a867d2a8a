namespace Marquee.Numerics.Learning;

/// <summary>The parameters of one model, in the order in which they were added. Each begins with numbers that depend on the seed and on its own name alone.</summary>
/// <param name="random">Chance for the first values.</param>
public sealed class ParameterSet(SplittableRandom random)
{
    private readonly List<Parameter> _parameters = [];

    /// <summary>How many there are.</summary>
    public int Count => _parameters.Count;

    /// <summary>Numbers in all of them.</summary>
    public long NumberCount => _parameters.Sum(parameter => (long)parameter.Shape.Count);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Parameter> All => _parameters;

    /// <summary>The parameter at a place.</summary>
    public Parameter this[int index] => _parameters[index];

    /// <summary>Adds one whose numbers are all the same.</summary>
    /// <param name="name">Its name, unique within the set.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="value">The number.</param>
    /// <param name="hasSparseGradient">See <see cref="Parameter.HasSparseGradient"/>.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public Parameter AddConstant(string name, TensorShape shape, float value = 0, bool hasSparseGradient = false)
    {
        var parameter = Add(name, shape, hasSparseGradient);
        parameter.Values.Fill(value);
        return parameter;
    }

    /// <summary>Adds one whose numbers are drawn from a normal distribution with mean 0.</summary>
    /// <param name="name">Its name, unique within the set.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="standardDeviation">Its standard deviation.</param>
    /// <param name="hasSparseGradient">See <see cref="Parameter.HasSparseGradient"/>.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public Parameter AddNormal(string name, TensorShape shape, double standardDeviation, bool hasSparseGradient = false)
    {
        var parameter = Add(name, shape, hasSparseGradient);
        var ofParameter = random.Split(name);
        foreach (ref var value in parameter.Values)
        {
            value = (float)(standardDeviation * ofParameter.NextGaussian());
        }

        return parameter;
    }

    /// <summary>
    /// Adds a matrix whose numbers are drawn uniformly from <c>[-a, a]</c> with <c>a = sqrt(6 / (inputs + outputs))</c>, so that signals keep their size in both directions
    /// (Glorot and Bengio, 2010).
    /// </summary>
    /// <param name="name">Its name, unique within the set.</param>
    /// <param name="inputs">Rows: numbers that come in.</param>
    /// <param name="outputs">Columns: numbers that go out.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public Parameter AddGlorot(string name, int inputs, int outputs)
    {
        var parameter = Add(name, new TensorShape(inputs, outputs), hasSparseGradient: false);
        var ofParameter = random.Split(name);
        var limit = Math.Sqrt(6.0 / Math.Max(1, inputs + outputs));
        foreach (ref var value in parameter.Values)
        {
            value = (float)(limit * (2 * ofParameter.NextDouble() - 1));
        }

        return parameter;
    }

    internal void Check(Parameter parameter)
    {
        if (parameter.Index >= _parameters.Count || !ReferenceEquals(_parameters[parameter.Index], parameter))
        {
            throw new ArgumentException($"The parameter '{parameter.Name}' is not of this tape's set.", nameof(parameter));
        }
    }

    private Parameter Add(string name, TensorShape shape, bool hasSparseGradient)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_parameters.Exists(parameter => parameter.Name == name))
        {
            throw new ArgumentException($"There is a parameter '{name}' already.", nameof(name));
        }

        if (hasSparseGradient && shape.Rank < 2)
        {
            throw new ArgumentException($"A sparse gradient is one of rows; '{name}' is {shape} and has none.", nameof(hasSparseGradient));
        }

        var parameter = new Parameter(name, _parameters.Count, shape, hasSparseGradient);
        _parameters.Add(parameter);
        return parameter;
    }
}

namespace Marquee.Numerics.Learning;

/// <summary>The gradients of one step, one for each parameter.</summary>
public sealed class ParameterGradients
{
    private readonly ParameterSet _parameters;
    private readonly ParameterGradient[] _gradients;

    /// <summary>Zeros.</summary>
    public ParameterGradients(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = parameters;
        _gradients = [.. parameters.All.Select(parameter => new ParameterGradient(parameter))];
    }

    /// <summary>The gradient of a parameter.</summary>
    /// <exception cref="ArgumentException">The parameter is of another set, or was added to it later.</exception>
    public ParameterGradient this[Parameter parameter]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(parameter);
            _parameters.Check(parameter);
            return parameter.Index < _gradients.Length
                ? _gradients[parameter.Index]
                : throw new ArgumentException($"The parameter '{parameter.Name}' was added after this tape was made.", nameof(parameter));
        }
    }

    internal ParameterSet Parameters => _parameters;

    internal int Count => _gradients.Length;

    internal ParameterGradient this[int index] => _gradients[index];

    /// <summary>Sets all to zero.</summary>
    public void Clear()
    {
        foreach (var gradient in _gradients)
        {
            gradient.Clear();
        }
    }
}

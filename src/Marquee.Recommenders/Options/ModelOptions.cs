namespace Marquee.Recommenders;

/// <summary>
/// Base of every family's options: an immutable record whose properties carry an <see cref="OptionAttribute"/> and a default.
/// <see cref="OptionSchema"/> describes, parses, validates and serialises them.
/// </summary>
public abstract record ModelOptions
{
    /// <summary>Checks what the range of a single option cannot say: the form of a text, or how options go together.</summary>
    /// <exception cref="OptionException">Something does not fit; the message names the option and says what would.</exception>
    public virtual void Check()
    {
    }
}
